import { isEnd, isWithCarrier, rankOf } from '../channels/delivery-state.ts';
import type { DeliveryReport, SendOutcome } from '../channels/transport.ts';
import { carrierError } from './carrier-errors.ts';
import type { Change, OutboxText } from './outbox.ts';

/** A change of a text, and the code with which its phone is suppressed. */
export interface DeliveryStep {
  readonly change: Change;
  readonly suppress?: number;
  /** The price that the carrier reports. */
  readonly billedMicros?: number | undefined;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The status of a text without an end is fetched after two minutes, then each time the text is twice as old. */
const FIRST_STATUS_CHECK_MS = 2 * MINUTE;
const LAST_STATUS_CHECK_MS = 4 * 60 * MINUTE;

/** A carrier lists a new text only after a moment. */
export const SEARCH_AFTER_MS = 15 * SECOND;
const RETRY_MS = 5 * SECOND;
const MAX_BACKOFF_MS = 5 * MINUTE;

/** The carrier's own code for "unknown reason". */
const UNEXPLAINED = 30008;

/** The step after a text was sent to the carrier. */
export function afterSending(text: OutboxText, outcome: SendOutcome, now: number): DeliveryStep {
  switch (outcome.kind) {
    case 'taken':
      return afterReport(text, outcome.report, now) ?? { change: {} };
    case 'refused':
      return afterFailure(text, 'refused', outcome.code, now);
    case 'unreachable':
      return { change: { state: 'waiting', due: delayUntil(backoff(RETRY_MS, text), text, now) } };
    case 'unknown':
      return { change: { due: delayUntil(backoff(SEARCH_AFTER_MS, text), text, now) } };
    default:
      return outcome satisfies never;
  }
}

/** The step after a search for a text that the carrier may have. `found` is `undefined` when it did not answer. */
export function afterSearch(
  text: OutboxText,
  found: readonly DeliveryReport[] | undefined,
  now: number,
): DeliveryStep {
  const [report] = found ?? [];
  if (report) return afterReport(text, report, now) ?? { change: {} };
  if (found) return { change: { state: 'waiting', due: now } };
  if (now >= text.goodUntil) return { change: { state: 'unconfirmed' } };
  return { change: { due: delayUntil(MINUTE, text, now) } };
}

/** The step after a carrier report; `undefined` when the report is older than the stored state. */
export function afterReport(
  text: OutboxText,
  report: DeliveryReport,
  now: number,
): DeliveryStep | undefined {
  const { sid, state, code, micros: billedMicros } = report;
  if (rankOf(state) <= rankOf(text.state)) return undefined;
  if (state === 'undelivered' || state === 'failed') {
    const step = afterFailure({ ...text, sid }, state, code ?? UNEXPLAINED, now);
    return { ...step, billedMicros };
  }
  const change = { state, sid, code: undefined, due: nextStatusCheck(text, now) };
  return { change, billedMicros };
}

/** The step after the status of a text without an end was fetched. */
export function afterStatusCheck(
  text: OutboxText,
  answer: DeliveryReport | 'unknown-id' | undefined,
  now: number,
): DeliveryStep {
  const step = typeof answer === 'object' && afterReport(text, answer, now);
  if (step) return step;
  const isHopeless = answer === 'unknown-id' || now - startOf(text, now) >= LAST_STATUS_CHECK_MS;
  return { change: isHopeless ? { state: 'unconfirmed' } : { due: nextStatusCheck(text, now) } };
}

/** Returns the end of a text that expired before the carrier accepted it, or whose phone is suppressed. */
export const expiredOrSuppressed = (
  text: OutboxText,
  suppressedBy: number | undefined,
  now: number,
) => {
  if (suppressedBy !== undefined) return { state: 'refused', code: suppressedBy } as const;
  return now >= text.goodUntil ? ({ state: 'expired' } as const) : undefined;
};

function afterFailure(
  text: OutboxText,
  state: 'refused' | 'undelivered' | 'failed',
  code: number,
  now: number,
): DeliveryStep {
  const { consequence } = carrierError(code);
  if (consequence.do === 'retry' && text.attempts <= consequence.times) {
    const due = now + consequence.afterMs;
    if (due < text.goodUntil) return { change: { state: 'waiting', sid: undefined, code, due } };
  }
  const change = { state, sid: text.sid, code };
  return consequence.do === 'suppress' ? { change, suppress: code } : { change };
}

const startOf = ({ handedAt }: OutboxText, now: number): number => handedAt ?? now;

const nextStatusCheck = (text: OutboxText, now: number): number =>
  now + Math.max(FIRST_STATUS_CHECK_MS, now - startOf(text, now));

/** Doubles the pause with every attempt. */
const backoff = (pauseMs: number, { attempts }: OutboxText): number =>
  Math.min(pauseMs * 2 ** Math.max(0, attempts - 1), MAX_BACKOFF_MS);

/** Adds a pause, but does not pass `goodUntil`, when the text has to be marked as expired. */
const delayUntil = (pauseMs: number, { goodUntil }: OutboxText, now: number): number =>
  now >= goodUntil ? now + pauseMs : Math.min(now + pauseMs, goodUntil);

/** Returns the next task for a text. */
export const taskOf = ({ state }: OutboxText): 'send' | 'find' | 'fetchStatus' | 'rest' => {
  if (isEnd(state)) return 'rest';
  if (isWithCarrier(state)) return 'fetchStatus';
  return state === 'waiting' ? 'send' : 'find';
};
