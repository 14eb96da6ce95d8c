import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';
import type { ChangeOperation } from '../../operation/change-operation.ts';
import type { Finding } from '../../operation/finding.ts';
import type { PlacedThing } from '../../operation/placed-thing.ts';
import { NamedProblem, type Problem } from '../../operation/problem.ts';
import { defineListRead } from '../../operation/read-operation.ts';
import { type Area, healthOf, problemsAt, summarize, toStatusSummary } from './area.ts';
import { type AreaScreen, buildScreens, partOf } from './area-screens.ts';
import { forgetReadings } from './forget-readings.ts';
import type { Inventory } from './inventory.ts';
import { lookAt } from './look.ts';
import type { CachedReading, ReadingCache } from './reading-cache.ts';

/** The dependencies of every area, besides its source. */
export interface AreaDependencies {
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** How an area judges and formats its status. */
interface AreaStatus<T, Shown> {
  readonly reading: CachedReading<T>;
  /** Describes the operation behind the status. */
  readonly summary: string;
  /** The part of the status that is shown; the lists behind it have operations of their own. */
  readonly output: z.ZodType<Shown>;
  readonly select: (status: T) => Shown;
  readonly findProblems: (status: T) => readonly Problem[];
  /** Returns the subjects whose problems cannot be seen now, because what they run on is down; see `AreaLook`. */
  readonly findHidden?: (status: T) => readonly string[];
  /** Returns what it lists, and what that depends on; some areas read further lists for it. */
  readonly places?: (status: T) => Promise<readonly PlacedThing[]> | readonly PlacedThing[];
  readonly format: (status: Shown, problems: readonly NamedProblem[]) => Finding;
  /** The short name of the area on the status line: `PVE`. */
  readonly short: string;
  /** Its counts on the status line while nothing is wrong: `12/12 up`. */
  readonly fineWords: (status: T) => string;
  /** Replaces `OK` while another area has a problem. */
  readonly brief?: (status: T) => string | undefined;
}

/** Everything that tells one area from another. */
interface AreaDefinition<T, Shown> extends Pick<Area, 'info' | 'searchEntries'> {
  readonly status: AreaStatus<T, Shown>;
  readonly screens: readonly (readonly AreaScreen[])[];
  readonly changes: readonly ChangeOperation[];
}

/** Builds an area; its screens, their operations, its summary, problems and health are derived from the definition. */
export function defineArea<T, Shown>(
  { memory, time, isDemo }: Omit<AreaDependencies, 'inventory'>,
  { info, status, screens, changes, searchEntries }: AreaDefinition<T, Shown>,
): Area {
  const { short, summary, output, select, format, fineWords, brief, findProblems } = status;
  const known = { status: status.reading, memory, time };
  const judged = { ...known, find: findProblems };
  const overview = defineListRead({
    name: `${info.name}_summary`,
    summary,
    output: z.object({ status: output, problems: z.array(NamedProblem) }),
    read: partOf(status.reading, (value) => ({
      status: select(value),
      problems: findProblems(value).map(({ subject, name, state, severity }) => ({
        ...{ subject, name, state, severity },
      })),
    })).ask,
    format: (value) => format(value.status, value.problems),
  });

  return {
    info,
    isDemo,
    searchEntries,
    refresh: status.reading.refresh,
    usedAt: memory.usedAt,
    answeredAt: status.reading.answeredAt,
    isAwaited: memory.isAwaited,
    expire: memory.expire,
    changes: forgetReadings(changes, memory),
    async places() {
      const known = status.reading.peek();
      return known && !memory.outage() ? ((await status.places?.(known.value)) ?? []) : [];
    },
    health: () => healthOf(memory, time),
    problems: () => problemsAt(judged),
    look: () => lookAt({ ...judged, info, findHidden: status.findHidden }),
    summary: () =>
      summarize({
        ...known,
        short,
        format: (value) => toStatusSummary(findProblems(value), fineWords(value), brief?.(value)),
      }),
    ...buildScreens(info, overview, screens.flat()),
  };
}
