import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Alerts } from './alerts.ts';

interface Dependencies {
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  readonly log: { error(details: object, message: string): void };
  /** True when other replicas may change what is due. */
  readonly isShared: boolean;
  /** Called with the areas in which causes of new alerts may be, and the time at which they were wanted. */
  readonly onCheck?: (areas: ReadonlySet<string>, askedAt: number) => void;
}

/** Lets time pass for alerts. */
export interface AlertKeeper {
  /** Sends what is due until the signal aborts. */
  readonly run: (alerts: Pick<Alerts, 'advance' | 'nextDue'>, signal: AbortSignal) => Promise<void>;
  /** Lets it look again: something may be due sooner. */
  readonly wake: () => void;
}

const MAX_IDLE_MS = 60_000;
const SHARED_IDLE_MS = 1000;
const RETRY_MS = 5000;

/** Nothing is due more often: two changes of the same moment are one decision. */
const MIN_IDLE_MS = 500;

export function keepAlerts({ clock, log, isShared, onCheck }: Dependencies): AlertKeeper {
  let idle = Promise.withResolvers<void>();

  function wake(): void {
    idle.resolve();
    idle = Promise.withResolvers<void>();
  }

  /** Returns the time until the next look. */
  async function step({ advance, nextDue }: Pick<Alerts, 'advance' | 'nextDue'>): Promise<number> {
    const due = await nextDue();
    const isDue = due !== undefined && due <= clock.now();
    if (isDue) {
      const areas = await advance();
      if (areas.size > 0) onCheck?.(areas, clock.now());
    }
    const next = isDue ? await nextDue() : due;
    const longest = isShared ? SHARED_IDLE_MS : MAX_IDLE_MS;
    if (next === undefined) return longest;
    return Math.min(longest, Math.max(MIN_IDLE_MS, next - clock.now()));
  }

  return {
    wake,
    async run(alerts, signal) {
      signal.addEventListener('abort', wake, { once: true });
      while (!signal.aborted) {
        const woken = idle.promise; // before it looks: what changes meanwhile wakes it too
        const ms = await step(alerts).catch((err: unknown) => {
          if (!signal.aborted) log.error({ err }, 'alerts could not be looked after');
          return RETRY_MS;
        });
        await Promise.race([woken, waitUnlessAborted(clock, ms, signal)]);
      }
    },
  };
}
