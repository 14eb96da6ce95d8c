import type { Area } from '../areas/shared/area.ts';
import type { Inventory } from '../areas/shared/inventory.ts';
import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Duty } from '../store/leadership.ts';
import { createLookRecorder, type WatchStore } from './record-looks.ts';
import { type LookLog, takeLook } from './take-look.ts';

export interface WatchTimings {
  readonly everyMs: number;
  /** The interval for a source that answers slowly or does not want to be called so often. */
  readonly slowEveryMs: number;
  /** The number of looks that make a problem an alert, or end one. */
  readonly looks: number;
}

const TIMINGS: WatchTimings = { everyMs: 60_000, slowEveryMs: 5 * 60_000, looks: 2 };

/** A look that takes longer is a burden for its source. */
const SLOW_MS = 2000;

/** An alert about something that may be off ends within this time after its owner allowed it. */
const EXPECTED_EVERY_MS = 5000;

/** The part by which an interval is longer or shorter, so that looks at several areas do not stay in step. */
const JITTER = 0.1;

interface Dependencies {
  readonly areas: readonly Area[];
  readonly inventory: Pick<Inventory, 'isExpectedOff'>;
  readonly store: WatchStore;
  readonly clock: Clock;
  readonly log: LookLog;
  readonly timings?: WatchTimings;
  /** Returns a number from 0 to 1. */
  readonly random?: () => number;
}

/** The watch over all areas. */
export interface AreasWatch {
  /** Looks at every area without being asked, each one at its own pace: a duty of the replica that leads. */
  readonly run: Duty;
  /** Looks at these areas now, as often as counts; nothing while another replica leads. Never rejects. */
  readonly lookNow: (areas: ReadonlySet<string>) => Promise<void>;
}

/** Between two looks out of turn the source gets time to answer something new. */
const HURRIED_MS = 4000;

/** Creates the watch over all areas. */
export function createAreasWatch(dependencies: Dependencies): AreasWatch {
  const { areas, inventory, store, clock, log } = dependencies;
  const { timings = TIMINGS, random = Math.random } = dependencies;
  const { everyMs, slowEveryMs, looks } = timings;
  const isExpectedOff = (subject: string): boolean => inventory.isExpectedOff(subject);
  /** The areas that are watched here at present. */
  const watched = new Map<string, () => Promise<void>>();

  async function watchArea(area: Area, startMs: number, signal: AbortSignal): Promise<void> {
    const { name } = area.info;
    const recorder = createLookRecorder({ area: name, store, isExpectedOff, looks, clock });
    let after = Number.NEGATIVE_INFINITY;
    let intervalMs = everyMs;
    let last = Promise.resolve();

    async function look(isHurried: boolean): Promise<void> {
      const taken = await takeLook(area, { after, clock, signal, log });
      // Two looks in a hurry are no proof that a source is down: it may be back a moment later.
      if (signal.aborted || (isHurried && taken.look.isSilent)) return;
      after = area.answeredAt() ?? after;
      intervalMs = intervalAfter(taken) ?? intervalMs;
      await recorder.record(taken.look);
    }

    const orLog = (recorded: Promise<void>): Promise<void> =>
      recorded.catch((err: unknown) => {
        if (signal.aborted) return; // the storage closes with the relay
        log.error({ err, area: name }, 'a look at an area could not be recorded');
      });

    /** One look after another, also where two are wanted at once. */
    function lookInTurn(isHurried = false): Promise<void> {
      last = last.then(() => (signal.aborted ? undefined : orLog(look(isHurried))));
      return last;
    }

    /** Waits for the next look; what is allowed meanwhile is recorded without one. */
    async function waitForNext(ms: number): Promise<void> {
      const until = clock.steady() + ms;
      do {
        const restMs = until - clock.steady();
        await waitUnlessAborted(clock, Math.min(restMs, EXPECTED_EVERY_MS), signal);
        if (signal.aborted) return;
        last = last.then(() => orLog(recorder.recordExpected()));
        await last;
      } while (clock.steady() < until);
    }

    async function lookRepeatedly(): Promise<void> {
      await lookInTurn(true);
      for (let count = 1; count < looks; count += 1) {
        await waitUnlessAborted(clock, HURRIED_MS, signal);
        await lookInTurn(true);
      }
    }

    await waitUnlessAborted(clock, startMs, signal);
    watched.set(name, lookRepeatedly);
    while (!signal.aborted) {
      await lookInTurn();
      await waitForNext(Math.round(intervalMs * (1 + JITTER * (2 * random() - 1))));
    }
    watched.delete(name);
  }

  /** Returns the interval after a look; nothing after one that did not read, which says nothing about the source. */
  function intervalAfter({ look, tookMs }: Awaited<ReturnType<typeof takeLook>>) {
    if (look.isRateLimited) return slowEveryMs;
    if (look.isSilent) return everyMs;
    if (tookMs === undefined) return undefined;
    return tookMs > SLOW_MS ? slowEveryMs : everyMs;
  }

  return {
    async run(signal) {
      const startOf = (index: number): number => Math.round((index / areas.length) * everyMs);
      await Promise.all(areas.map((area, index) => watchArea(area, startOf(index), signal)));
    },
    async lookNow(names) {
      await Promise.all([...names].flatMap((name) => watched.get(name)?.() ?? []));
    },
  };
}
