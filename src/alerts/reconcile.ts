import { z } from 'zod';
import { type Alert, idOf, isActive } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import type { AlertEvent } from './alert-event.ts';
import type { SourceAlert, SourceReading } from './alert-source.ts';
import type { Decision } from './decision.ts';
import { toSafeWords } from './safe-words.ts';

/** The times of the comparison, in milliseconds. */
export interface ReconcileTiming {
  /** A report that came so shortly before the question is newer than the answer. */
  readonly margin: number;
  /** How long an alert must be missing before it counts as over. */
  readonly confirm: number;
  /** How long it must be missing while the source may have started only now. */
  readonly settle: number;
}

const MINUTE_MS = 60_000;

export const RECONCILE_TIMING: ReconcileTiming = {
  margin: 2 * MINUTE_MS,
  confirm: 2 * MINUTE_MS,
  settle: 10 * MINUTE_MS,
};

/** The facts about a source that are kept between two answers. Times are epoch milliseconds. */
export const SourceMemo = z.object({
  /** The address that answered: another one has to prove itself anew. */
  address: z.string(),
  /** True once the source showed an alert that is known from its reports: it is the same source. */
  hasMatched: z.boolean(),
  /** The alerts that whole answers lack, and since when. */
  missing: z.array(z.object({ key: z.string(), since: z.number() })).readonly(),
});
export type SourceMemo = z.infer<typeof SourceMemo>;

/** One answer of a source, and the time at which it was asked. */
export interface SourceAnswer {
  readonly source: string;
  readonly askedAt: number;
  readonly reading: SourceReading;
}

interface Reconciled {
  /** Reports that repair what is stored. */
  readonly events: readonly AlertEvent[];
  readonly memo: SourceMemo;
  readonly begun: number;
  readonly ended: number;
}

/**
 * Compares the answer of a source with what is stored, and returns what repairs the difference. Nothing ends that was
 * reported shortly before the question, and nothing is over because an answer of a source that just started lacks it.
 */
export function reconcile(
  { book }: Pick<Decision, 'book'>,
  answer: SourceAnswer,
  { memo, timing }: { readonly memo: SourceMemo; readonly timing: ReconcileTiming },
): Reconciled {
  const { source, askedAt, reading } = answer;
  const active = activeOf(book, source);
  const shown = reading.alerts.map((alert) => (reading.isByName ? keyedAs(active, alert) : alert));
  const isOlder = ({ seenAt }: Alert): boolean => seenAt < askedAt - timing.margin;

  const repairs = shown.map((alert) => repairOf(book.alert(alert.event), alert, isOlder));
  const keys = new Set(shown.map(({ event }) => event.key));
  const hasMatched = memo.hasMatched || shown.some(({ event }) => book.alert(event) !== undefined);
  const absent = active.filter((alert) => alert.state === 'firing' && !keys.has(alert.key));
  const missing = reading.isWhole ? missingOf(absent, answer, memo) : memo.missing;
  const sinceOf = new Map(missing.map(({ key, since }) => [key, since]));
  const gone = absent.filter(({ key }) => {
    const since = sinceOf.get(key);
    return hasMatched && reading.isWhole && since !== undefined && isProven(since, answer, timing);
  });
  const ends = gone.map((alert) => endOf(alert, reading.mayBePaused));
  const goneKeys = new Set(gone.map(({ key }) => key));
  return {
    events: [...repairs.flatMap(({ event }) => event ?? []), ...ends],
    memo: { ...memo, hasMatched, missing: missing.filter(({ key }) => !goneKeys.has(key)) },
    begun: repairs.filter(({ is }) => is === 'begun').length,
    ended: ends.length + repairs.filter(({ is }) => is === 'ended').length,
  };
}

/** Returns the alerts of a source that are active here; what has no end of its own does not count. */
function activeOf(book: AlertBook, source: string): readonly Alert[] {
  const all = book.incidents().flatMap(({ id }) => book.members(id));
  return all.filter(
    (alert) => alert.source === source && isActive(alert) && alert.state !== 'info',
  );
}

/** Gives an alert that the source only names the key that its report had. */
function keyedAs(active: readonly Alert[], alert: SourceAlert): SourceAlert {
  const name = toSafeWords(alert.event.subject ?? '');
  const known = active.find(({ subject }) => subject === name);
  return known ? { ...alert, event: { ...alert.event, key: known.key } } : alert;
}

interface Repair {
  readonly is?: 'begun' | 'ended';
  readonly event?: AlertEvent;
}

function repairOf(
  known: Alert | undefined,
  { state, event }: SourceAlert,
  isOlder: (alert: Alert) => boolean,
): Repair {
  // A heartbeat proves that reports arrive: only a report can.
  if (event.state === 'heartbeat' || known?.state === 'info') return {};
  if (known && isActive(known)) return repairActive(known, { state, event }, isOlder);
  const begins = state === 'firing' && event.state !== 'resolved';
  return begins && (known === undefined || isOlder(known)) ? { is: 'begun', event } : {};
}

function repairActive(
  known: Alert,
  { state, event }: SourceAlert,
  isOlder: (alert: Alert) => boolean,
): Repair {
  switch (state) {
    case 'firing':
      return { event: isNowCertain(known, event) ? event : repeatOf(known) };
    case 'silenced':
      return { event: repeatOf(known) };
    case 'well':
      return isOlder(known) ? { is: 'ended', event: { ...event, state: 'resolved' } } : {};
    case 'unclear':
      return {};
    default:
      return state satisfies never;
  }
}

const isNowCertain = (known: Alert, event: AlertEvent): boolean =>
  known.state === 'nodata' && event.state === 'firing';

/** The report may have said more than the API does: its words stay. */
const repeatOf = ({ startedAt: _, endedAt: _endedAt, ...known }: Alert): AlertEvent => ({
  ...known,
  state: known.state,
});

const endOf = (known: Alert, isWaived = false): AlertEvent => ({
  ...repeatOf(known),
  state: 'resolved',
  ...(isWaived && { isWaived }),
});

/** Notes since when alerts are missing. A report after that, or a start of the source, begins the count anew. */
function missingOf(
  absent: readonly Alert[],
  { askedAt, reading: { startedAt = 0 } }: SourceAnswer,
  { missing }: SourceMemo,
): SourceMemo['missing'] {
  const before = new Map(missing.map(({ key, since }) => [key, since]));
  return absent
    .filter(({ seenAt }) => seenAt < askedAt)
    .map(({ key, seenAt }) => {
      const since = before.get(key) ?? askedAt;
      return { key, since: since > seenAt && since >= startedAt ? since : askedAt };
    });
}

const isProven = (
  since: number,
  { askedAt, reading: { startedAt } }: SourceAnswer,
  { confirm, settle }: ReconcileTiming,
): boolean => {
  const hasSettled = startedAt !== undefined && askedAt - startedAt >= settle;
  return askedAt - since >= (hasSettled ? confirm : settle);
};

/** Returns the ids of everything that a comparison reads beside the incidents. */
export const idsIn = (source: string, { alerts }: SourceReading) => [
  ...new Map(alerts.map(({ event: { key } }) => [idOf({ source, key }), { source, key }])).values(),
];
