import { isDeepStrictEqual } from 'node:util';
import type { AlertEvent } from '../alerts/alert-event.ts';
import type { AreaWatch } from '../alerts/area-watch.ts';
import { advanceWatch } from '../alerts/looks.ts';
import type { Clock } from '../core/clock.ts';
import type { AreaLook } from '../operation/area-look.ts';

/** Stores the state of the watch, with what a look changed. */
export interface WatchStore {
  /**
   * Stores the events and the new state in one transaction. Called again with the same events, and those of later looks,
   * when it failed.
   */
  readonly receive: (events: readonly AlertEvent[], watch: AreaWatch) => Promise<void>;
  /** Returns the state after the last look; `undefined` before the first one of all. */
  readonly load: (area: string) => Promise<AreaWatch | undefined>;
}

interface Dependencies {
  readonly area: string;
  readonly store: WatchStore;
  readonly isExpectedOff: (subject: string) => boolean;
  /** The number of looks that make a problem an alert, or end one. */
  readonly looks: number;
  readonly clock: Pick<Clock, 'now'>;
}

/** Records looks at one area. Its functions reject when they cannot store; the next look tries again. */
interface LookRecorder {
  readonly record: (look: AreaLook) => Promise<void>;
  /** Ends alerts about things that their owner allows to be off since the last look. */
  readonly recordExpected: () => Promise<void>;
}

export function createLookRecorder(dependencies: Dependencies): LookRecorder {
  const { area, store, isExpectedOff, looks, clock } = dependencies;
  let stored: AreaWatch | undefined;
  let latest: AreaWatch | undefined;
  let isLoaded = false;
  /** Events that are not stored yet. */
  let waiting: readonly AlertEvent[] = [];

  async function record(look: AreaLook): Promise<void> {
    if (!isLoaded) {
      stored = await store.load(area);
      latest = stored;
      isLoaded = true;
    }
    const { watch, events } = advanceWatch(latest, look, {
      now: clock.now(),
      looks,
      isExpectedOff,
    });
    latest = watch;
    waiting = [...waiting, ...events];
    if (waiting.length === 0 && isDeepStrictEqual(watch, stored)) return;
    await store.receive(waiting, watch);
    stored = watch;
    waiting = [];
  }

  return {
    record,
    async recordExpected() {
      const isNew = latest?.problems.some(
        ({ key, phase }) => phase === 'firing' && isExpectedOff(key),
      );
      if (isNew) await record({ area, label: area, isSilent: false, problems: [], isWhole: false });
    },
  };
}
