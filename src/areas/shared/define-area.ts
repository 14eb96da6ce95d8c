import type { LocalTime } from '../../core/local-time.ts';
import type { ChangeOperation } from '../../operation/change-operation.ts';
import type { Finding } from '../../operation/operation.ts';
import type { Problem } from '../../operation/problem.ts';
import { defineListRead } from '../../operation/read-operation.ts';
import { type Area, healthOf, problemsAt, summarize, toStatusSummary } from './area.ts';
import { type AreaScreen, buildScreens } from './area-screens.ts';
import { forgetReadings } from './forget-readings.ts';
import type { Inventory } from './inventory.ts';
import type { CachedReading, ReadingCache } from './reading-cache.ts';

/** The dependencies of every area, besides its source. */
export interface AreaDependencies {
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** How an area judges and formats its status. */
interface AreaStatus<T> {
  readonly reading: CachedReading<T>;
  /** Describes to Claude what the status shows. */
  readonly summary: string;
  readonly findProblems: (status: T) => readonly Problem[];
  readonly format: (status: T, problems: readonly Problem[]) => Finding;
  /** The short name of the area on the status line: `PVE`. */
  readonly short: string;
  /** Its counts on the status line while nothing is wrong: `12/12 up`. */
  readonly fineWords: (status: T) => string;
  /** Replaces `OK` while another area has a problem. */
  readonly brief?: (status: T) => string | undefined;
}

/** Everything that tells one area from another. */
interface AreaDefinition<T> extends Pick<Area, 'info' | 'searchEntries'> {
  readonly status: AreaStatus<T>;
  readonly screens: readonly (readonly AreaScreen[])[];
  readonly actions: readonly ChangeOperation[];
}

/** Builds an area; its screens, their operations, its summary, problems and health are derived from the definition. */
export function defineArea<T>(
  { memory, time, isDemo }: Omit<AreaDependencies, 'inventory'>,
  { info, status, screens, actions, searchEntries }: AreaDefinition<T>,
): Area {
  const { short, summary, format, fineWords, brief, findProblems } = status;
  const known = { status: status.reading, memory, time };
  const overview = defineListRead(
    { name: `${info.name}_summary`, summary },
    status.reading.ask,
    (value) => format(value, findProblems(value)),
  );

  return {
    info,
    isDemo,
    searchEntries,
    refresh: status.reading.refresh,
    usedAt: memory.usedAt,
    expire: memory.expire,
    actions: forgetReadings(actions, memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find: findProblems }),
    summary: () =>
      summarize({
        ...known,
        short,
        format: (value) => toStatusSummary(findProblems(value), fineWords(value), brief?.(value)),
      }),
    screens: buildScreens(info, overview, screens.flat()),
  };
}
