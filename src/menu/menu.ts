import type { Failure } from '../core/failure.ts';
import type { Result } from '../core/result.ts';
import type { Finding } from '../operation/finding.ts';

/** A location in the menu: a screen, and the thing it shows if it shows a single one. */
export interface Location {
  readonly screen: string;
  readonly subject?: string;
}

/** A link to another screen, by its letter, its label or any of its other words. */
export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly words?: readonly string[];
  /** A description of the screen, where the label does not say enough. */
  readonly about?: string;
  readonly opens: string;
  /** Works but is not shown: the entry of an area that is not set up. */
  readonly isHidden?: boolean;
}

/** A numbered line that can be opened. */
export interface ViewRow {
  readonly text: string;
  readonly opens: Location;
  /** `undefined` where it is unknown, or where the question makes no sense. */
  readonly isWell?: boolean | undefined;
}

/** The content of a screen at one moment. */
export interface View extends Omit<Finding, 'rows'> {
  readonly rows: readonly ViewRow[];
}

interface AnyScreen {
  readonly title: string;
  /** The screen above this one. The home screen is its own parent. */
  readonly up: string;
  readonly items?: readonly MenuEntry[];
  /** Shows demo data, marked as such. */
  readonly isDemo?: boolean;
}

/** A screen that shows the answer to an operation, which must only read. */
export interface OperationScreen extends AnyScreen {
  /** The name of the operation. A screen of a single thing gives it the subject of its location. */
  readonly operation: string;
  /** The field of the input that takes the subject, if that is not `id`. */
  readonly subjectField?: string;
  /** The screen on which the rows open. */
  readonly rowsOpen?: string;
}

/** A screen that shows words of its own. */
export interface StaticScreen extends AnyScreen {
  readonly view: (subject?: string) => Result<View, Failure>;
}

export type Screen = OperationScreen | StaticScreen;

export interface Menu {
  readonly home: string;
  readonly screens: Readonly<Record<string, Screen>>;
}

/** Converts the text of an answer to the view of a screen, whose rows can be opened. */
export const viewOf = (
  menu: Menu,
  { rows = [], ...finding }: Finding,
  rowsOpen: string | undefined,
): View => ({
  ...finding,
  rows: rows.map(({ id, text, isWell, operation }) => ({
    ...{ text, isWell },
    opens: {
      screen: screenShowing(menu, operation) ?? rowsOpen ?? menu.home,
      ...(id !== undefined && { subject: id }),
    },
  })),
});

/** Finds the screen that shows an operation. */
function screenShowing(menu: Menu, operation: string | undefined): string | undefined {
  if (operation === undefined) return undefined;
  const screens = Object.entries(menu.screens);
  return screens.find(([, screen]) => 'operation' in screen && screen.operation === operation)?.[0];
}

/** Returns the screen of that name. A menu that points to a screen it does not have is a bug. */
export function screenOf(menu: Menu, name: string): Screen {
  const screen = menu.screens[name];
  if (!screen) throw new Error(`Menu has no screen "${name}"`);
  return screen;
}

/** `D)etails` when the label begins with its key, `1) Network` otherwise. */
export const formatLabel = ({ key, label }: Pick<MenuEntry, 'key' | 'label'>): string =>
  label.toLowerCase().startsWith(key)
    ? `${label.slice(0, key.length).toUpperCase()})${label.slice(key.length)}`
    : `${key.toUpperCase()}) ${label}`;
