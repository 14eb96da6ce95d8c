import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { map, type Result } from '../core/result.ts';
import type { Finding, Operation } from '../operation/operation.ts';

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
export interface View
  extends Pick<Finding, 'status' | 'text' | 'others' | 'asOf' | 'failure' | 'missing' | 'offers'> {
  readonly rows: readonly ViewRow[];
  /** Failures of the sources that could not contribute to it. */
  readonly failures?: readonly Failure[];
}

export interface Screen {
  readonly title: string;
  /** The screen above this one. The home screen is its own parent. */
  readonly up: string;
  readonly items?: readonly MenuEntry[];
  /** The operation behind the view, if there is one. It must only read. */
  readonly operation?: Operation;
  /** Shows demo data, marked as such. */
  readonly isDemo?: boolean;
  /** `time` formats the times in it: in the zone of whoever reads them. */
  view(time: LocalTime, subject?: string): Promise<Result<View, Failure>>;
}

export interface Menu {
  readonly home: string;
  readonly screens: Readonly<Record<string, Screen>>;
}

/** Creates the view of a screen from an operation; its rows open on the screen `rowsOpen`. */
export const screenFor = (
  operation: Operation,
  rowsOpen = '',
): Pick<Screen, 'operation' | 'view'> => ({
  operation,
  view: async (time, subject) =>
    map(
      await operation.call(subject === undefined ? {} : { id: subject }, time),
      ({ rows = [], ...finding }) => ({
        ...finding,
        rows: rows.map((row) => ({
          text: row.text,
          isWell: row.isWell,
          opens: { screen: rowsOpen, subject: row.id },
        })),
      }),
    ),
});

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
