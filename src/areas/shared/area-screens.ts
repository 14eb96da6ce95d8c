import type { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';
import type { AsyncReading, PartialView } from '../../core/reading.ts';
import { map } from '../../core/result.ts';
import type { MenuEntry, Screen } from '../../menu/menu.ts';
import type { Finding } from '../../operation/finding.ts';
import {
  defineGroupRead,
  defineItemRead,
  defineListRead,
  type ItemOptions,
  type ReadOperation,
} from '../../operation/read-operation.ts';

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
  readonly operation: (name: string) => ReadOperation;
}

type AreaEntry = Omit<MenuEntry, 'opens'>;

/** A reading as a screen asks for it. */
interface Source<T> {
  readonly ask: () => AsyncReading<T>;
}

/** Derives the reading of a part, for a screen that does not show the whole. */
export const partOf = <T, Part>({ ask }: Source<T>, select: (value: T) => Part): Source<Part> => ({
  ask: async () => map(await ask(), (reading) => ({ ...reading, value: select(reading.value) })),
});

interface Common<T> {
  readonly name: string;
  /** Describes the operation behind the screen. */
  readonly summary: string;
  readonly reading: Source<T>;
}

interface ListOptions<T, Thing, Detail> extends Common<T> {
  readonly entry: AreaEntry;
  /** The title, if it is not the label of the entry. */
  readonly title?: string;
  readonly output: z.ZodType<T>;
  readonly format: (value: T, unseen: PartialView | undefined, time: LocalTime) => Finding;
  /** The screen of a single thing, on which the rows open. */
  readonly item?: Omit<SingleOptions<T, Thing, Detail>, 'reading' | 'up'>;
  /** The screen on which the rows open, if that is another. */
  readonly rowsOpen?: string;
}

/** Defines a screen for a list, and one for a single thing of it. */
export function listScreens<T, Thing, Detail>(
  options: ListOptions<T, Thing, Detail>,
): readonly AreaScreen[] {
  const { name, entry, title = entry.label, summary, reading, output, format, item } = options;
  const all: AreaScreen = {
    ...{ name, title, entry, rowsOpen: options.rowsOpen ?? item?.name },
    operation: (full) => defineListRead({ name: full, summary, output, read: reading.ask, format }),
  };
  return [all, ...(item ? itemScreen({ ...item, reading, up: name }) : [])];
}

interface SingleOptions<T, Thing, Detail>
  extends Common<T>,
    Omit<ItemOptions<T, Thing, Detail>, 'what'> {
  /** The title, if it is not the name. */
  readonly title?: string;
  readonly up?: string;
}

/** Defines a screen for one thing of a list. */
export function itemScreen<T, Thing, Detail>(
  options: SingleOptions<T, Thing, Detail>,
): readonly AreaScreen[] {
  const { name, title = capitalize(name), up, summary, reading, ...item } = options;
  const what = `That ${name}`;
  return [
    {
      ...{ name, title, up },
      operation: (full) => defineItemRead({ name: full, summary }, reading.ask, { what, ...item }),
    },
  ];
}

interface GroupOptions<T, Part> extends Common<T>, Pick<AreaScreen, 'title' | 'up' | 'rowsOpen'> {
  readonly output: z.ZodType<Part>;
  /** Returns the things of the list that belong to one id. */
  readonly select: (value: T, id: string) => Part;
  readonly format: (value: Part, unseen: PartialView | undefined) => Finding;
}

/** Defines a screen for the things of a list that belong together, such as the pods of a namespace. */
export const groupScreen = <T, Part>(options: GroupOptions<T, Part>): readonly AreaScreen[] => {
  const { summary, reading, output, select, format, ...place } = options;
  const read = (id: string) => partOf(reading, (value) => select(value, id)).ask();
  return [
    {
      ...place,
      operation: (name) =>
        defineGroupRead({ name, summary, output, read: ({ id }) => read(id), format }),
    },
  ];
};

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The screens of an area, and the operations that they show. */
interface Built {
  readonly screens: Readonly<Record<string, Screen>>;
  readonly operations: readonly ReadOperation[];
}

/** Builds all screens of an area: the summary, with a menu of those that have an entry, and those below it. */
export function buildScreens(
  area: { readonly name: string; readonly label: string },
  summary: ReadOperation,
  below: readonly AreaScreen[],
): Built {
  const pathOf = (name: string): string => `${area.name}.${name}`;
  const items = below.flatMap(({ name, entry }) =>
    entry ? [{ ...entry, opens: pathOf(name) }] : [],
  );
  const built = below.map(({ name, title, up, rowsOpen, operation: define }) => {
    const operation = define(`${area.name}_${name}`);
    const screen: Screen = {
      ...{ title, up: up ? pathOf(up) : area.name, operation: operation.name },
      ...(rowsOpen !== undefined && { rowsOpen: pathOf(rowsOpen) }),
    };
    return { path: pathOf(name), screen, operation };
  });
  return {
    screens: {
      [area.name]: { title: area.label, up: 'home', items, operation: summary.name },
      ...Object.fromEntries(built.map(({ path, screen }) => [path, screen])),
    },
    operations: [summary, ...built.map(({ operation }) => operation)],
  };
}
