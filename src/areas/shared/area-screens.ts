import type { LocalTime } from '../../core/local-time.ts';
import type { PartialView } from '../../core/reading.ts';
import { type MenuEntry, type Screen, screenFor } from '../../menu/menu.ts';
import type { Finding, Operation } from '../../operation/operation.ts';
import {
  defineGroupRead,
  defineItemRead,
  defineListRead,
  type ItemOptions,
} from '../../operation/read-operation.ts';
import type { CachedReading } from './reading-cache.ts';

/** A screen of an area below its summary. Its names do not contain the area: `pods`, not `k8s.pods`. */
export interface AreaScreen {
  readonly name: string;
  readonly title: string;
  /** The screen above, if that is not the area's own. */
  readonly up?: string | undefined;
  /** The screen on which its rows open. */
  readonly rowsOpen?: string | undefined;
  /** Its item in the menu of the area; the menu does not lead to a screen without one. */
  readonly entry?: AreaEntry | undefined;
  /** Defines its operation by the full name: `k8s_pods`. */
  readonly operation: (name: string) => Operation;
}

type AreaEntry = Omit<MenuEntry, 'opens'>;

interface Common<T> {
  readonly name: string;
  /** Describes to Claude what the screen shows. */
  readonly summary: string;
  readonly reading: CachedReading<T>;
}

interface ListOptions<T, Thing> extends Common<T> {
  readonly entry: AreaEntry;
  /** The title, if it is not the label of the entry. */
  readonly title?: string;
  readonly format: (value: T, unseen: PartialView | undefined, time: LocalTime) => Finding;
  /** The screen of a single thing, on which the rows open. */
  readonly item?: Omit<SingleOptions<T, Thing>, 'reading' | 'up'>;
  /** The screen on which the rows open, if that is another. */
  readonly rowsOpen?: string;
}

/** Defines a screen for a list, and one for a single thing of it. */
export function listScreens<T, Thing>(options: ListOptions<T, Thing>): readonly AreaScreen[] {
  const { name, entry, title = entry.label, summary, reading, format, item } = options;
  const all: AreaScreen = {
    ...{ name, title, entry, rowsOpen: options.rowsOpen ?? item?.name },
    operation: (full) => defineListRead({ name: full, summary }, reading.ask, format),
  };
  return [all, ...(item ? itemScreen({ ...item, reading, up: name }) : [])];
}

interface SingleOptions<T, Thing> extends Common<T>, Omit<ItemOptions<T, Thing>, 'what'> {
  /** The title, if it is not the name. */
  readonly title?: string;
  readonly up?: string;
}

/** Defines a screen for one thing of a list. */
export function itemScreen<T, Thing>(options: SingleOptions<T, Thing>): readonly AreaScreen[] {
  const { name, title = capitalize(name), up, summary, reading, ...item } = options;
  const what = `That ${name}`;
  return [
    {
      ...{ name, title, up },
      operation: (full) => defineItemRead({ name: full, summary }, reading.ask, { what, ...item }),
    },
  ];
}

interface GroupOptions<T> extends Common<T>, Pick<AreaScreen, 'title' | 'up' | 'rowsOpen'> {
  readonly format: (value: T, id: string, unseen: PartialView | undefined) => Finding;
}

/** Defines a screen for the things of a list that belong together, such as the pods of a namespace. */
export const groupScreen = <T>(options: GroupOptions<T>): readonly AreaScreen[] => {
  const { summary, reading, format, ...place } = options;
  return [
    { ...place, operation: (name) => defineGroupRead({ name, summary }, reading.ask, format) },
  ];
};

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Builds all screens of an area: the summary, with a menu of those that have an entry, and those below it. */
export function buildScreens(
  area: { readonly name: string; readonly label: string },
  summary: Operation,
  below: readonly AreaScreen[],
): Readonly<Record<string, Screen>> {
  const pathOf = (name: string): string => `${area.name}.${name}`;
  const items = below.flatMap(({ name, entry }) =>
    entry ? [{ ...entry, opens: pathOf(name) }] : [],
  );
  const screens = below.map(({ name, title, up, rowsOpen, operation }) => {
    const view = screenFor(operation(`${area.name}_${name}`), rowsOpen && pathOf(rowsOpen));
    return [pathOf(name), { title, up: up ? pathOf(up) : area.name, ...view }] as const;
  });
  return {
    [area.name]: { title: area.label, up: 'home', items, ...screenFor(summary) },
    ...Object.fromEntries(screens),
  };
}
