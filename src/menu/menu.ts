import type { Failure } from '../core/failure.ts';
import { map, type Result } from '../core/result.ts';
import type { Finding, Operation } from '../operation/operation.ts';

/** Where a person can be: a screen, and the one thing it is about if it is about one. */
export interface Location {
  readonly screen: string;
  readonly subject?: string;
}

/** A way to another screen, by its letter, its label or any of its other words. */
export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly words?: readonly string[];
  /** What is found there, where the label does not say. */
  readonly about?: string;
  readonly opens: string;
  /** Works, but is not shown: an area that is not set up. */
  readonly isHidden?: boolean;
}

/** A numbered line that can be opened. */
export interface ViewRow {
  readonly text: string;
  readonly opens: Location;
  /** Nothing where nobody knows, or where it says nothing. */
  readonly isWell?: boolean | undefined;
}

/** What a screen shows at one moment. */
export interface View
  extends Pick<Finding, 'verdict' | 'text' | 'others' | 'asOf' | 'failure' | 'partial' | 'offers'> {
  readonly rows: readonly ViewRow[];
  /** Sources that could not be asked for their part of it. */
  readonly failures?: readonly Failure[];
}

export interface Screen {
  readonly title: string;
  /** Where `back` leads. The home screen leads to itself. */
  readonly up: string;
  readonly items?: readonly MenuEntry[];
  /** The operation behind the view, if there is one: what is shown must only read. */
  readonly operation?: Operation;
  /** Shows imaginary data, and says so. */
  readonly isDemo?: boolean;
  view(subject?: string): Promise<Result<View, Failure>>;
}

export interface Menu {
  readonly home: string;
  readonly screens: Readonly<Record<string, Screen>>;
}

/** Let a screen show what an operation finds; a row of it opens on the screen `rowsOpen`. */
export const screenFor = (
  operation: Operation,
  rowsOpen = '',
): Pick<Screen, 'operation' | 'view'> => ({
  operation,
  view: async (subject) =>
    map(
      await operation.call(subject === undefined ? {} : { id: subject }),
      ({ rows = [], ...it }) => ({
        ...it,
        rows: rows.map((row) => ({
          text: row.text,
          isWell: row.isWell,
          opens: { screen: rowsOpen, subject: row.id },
        })),
      }),
    ),
});

/** The screen of that name. A menu that points to a screen it does not have is a bug. */
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
