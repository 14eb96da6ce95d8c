import type { AlertEvent } from '../alerts/alert-event.ts';
import type { AlertApi } from '../alerts/alert-source.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import { ALERT_TIMING } from '../alerts/alert-timing.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { observe } from '../alerts/observe.ts';
import { RECONCILE_TIMING, type ReconcileTiming } from '../alerts/reconcile.ts';
import { endOutages } from '../alerts/source-outage.ts';
import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { ConfiguredAlertApi } from './alert-apis.ts';
import { type CountSource, createRound, type RoundOutcome } from './reconcile-source.ts';
import { createSnoozeSync } from './snooze-at-source.ts';

/** The pace at which sources are asked, in milliseconds. */
export interface SourceTimings extends ReconcileTiming {
  /** The first question after the relay has begun to lead. */
  readonly start: number;
  readonly every: number;
}

const MINUTE_MS = 60_000;

const TIMINGS: SourceTimings = { ...RECONCILE_TIMING, start: 5000, every: 5 * MINUTE_MS };

/** The part by which an interval is longer or shorter, so that sources are not all asked in the same moment. */
const JITTER = 0.1;

/** Changes of alerts that come so close to each other are looked at once. */
const SETTLE_MS = 500;
/** Other replicas change alerts too, and nothing tells this one. */
const SHARED_LOOK_MS = 5000;
const RETRY_MS = 5000;

interface Dependencies {
  readonly sources: readonly ConfiguredAlertApi[];
  readonly store: Pick<AlertStore, 'memo'>;
  readonly count: CountSource;
  /** Lowers an alert about a source to what its owner wants of the relay's own. */
  readonly lowerOwn: (event: AlertEvent) => AlertEvent;
  readonly nameOf: (person: string) => string;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
  /** True when other replicas may change alerts. */
  readonly isShared: boolean;
  readonly timings?: SourceTimings | undefined;
  /** Returns a number from 0 to 1. */
  readonly random?: () => number;
}

type ReconciledAlerts = Pick<Alerts, 'decide' | 'receive' | 'view'>;

/** Compares what is stored with what sources say: a duty of the replica that leads. */
export interface AlertReconciler {
  readonly run: (alerts: ReconciledAlerts, signal: AbortSignal) => Promise<void>;
  /** Called when alerts changed: a snooze may have begun or ended. */
  readonly wake: () => void;
}

export function createAlertReconciler(dependencies: Dependencies): AlertReconciler {
  const { sources, store, count, lowerOwn, nameOf, clock, log, isShared } = dependencies;
  const { timings = TIMINGS, random = Math.random } = dependencies;
  const names = new Set(sources.map(({ api }) => api.source));
  let changed = Promise.withResolvers<void>();

  function wake(): void {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  }

  /** Returns the wait for the next round; one that broke off is tried again soon. */
  function afterMs(outcome: RoundOutcome | undefined): number {
    if (outcome === undefined) return Math.min(timings.every, RETRY_MS);
    if (outcome === 'doubtful') return Math.min(timings.every, timings.confirm);
    return Math.round(timings.every * (1 + JITTER * (2 * random() - 1)));
  }

  /** A fault of ours, or of the storage, is logged and tried again. */
  async function orLog<T>(work: Promise<T>, source: string, signal: AbortSignal) {
    try {
      return await work;
    } catch (err) {
      if (!signal.aborted) log.error({ err, source }, 'alerts of a source could not be compared');
      return undefined;
    }
  }

  /** Waits for the next round, or until alerts change. */
  async function pauseUntil(woken: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
    const longestMs = isShared ? Math.min(ms, SHARED_LOOK_MS) : ms;
    const waited = waitUnlessAborted(clock, longestMs, signal).then(() => false);
    const isWoken = await Promise.race([waited, woken.then(() => true)]);
    if (isWoken) await waitUnlessAborted(clock, Math.min(SETTLE_MS, ms), signal);
  }

  function snoozeSyncFor({ source, snoozes: access }: AlertApi, alerts: ReconciledAlerts) {
    const timing = ALERT_TIMING;
    return access && createSnoozeSync({ source, access, alerts, store, timing, nameOf, clock });
  }

  async function watch(
    source: ConfiguredAlertApi,
    alerts: ReconciledAlerts,
    signal: AbortSignal,
  ): Promise<void> {
    const { api } = source;
    const round = createRound({ source, alerts, timing: timings, lowerOwn, clock, ...count });
    const syncSnoozes = snoozeSyncFor(api, alerts);
    let nextAt = clock.steady() + timings.start;
    while (!signal.aborted) {
      const woken = changed.promise; // before it looks: what changes meanwhile wakes it too
      if (clock.steady() >= nextAt) {
        const outcome = await orLog(round(signal), api.source, signal);
        nextAt = clock.steady() + afterMs(outcome);
      }
      if (syncSnoozes) await orLog(syncSnoozes(signal), api.source, signal);
      const restMs = Math.max(0, nextAt - clock.steady());
      await (syncSnoozes
        ? pauseUntil(woken, restMs, signal)
        : waitUnlessAborted(clock, restMs, signal));
    }
  }

  return {
    wake,
    async run(alerts, signal) {
      signal.addEventListener('abort', wake, { once: true });
      const forget = alerts.decide(({ decision }) => {
        const isGone = (source: string): boolean => !names.has(source);
        observe(decision, endOutages(decision.book, isGone, { isWaived: true }));
      });
      await orLog(forget, 'all', signal);
      await Promise.all(sources.map((source) => watch(source, alerts, signal)));
    },
  };
}
