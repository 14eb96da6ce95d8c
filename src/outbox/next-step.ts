import { isEnd, isWithCarrier, rankOf } from '../channels/delivery-state.ts';
import type { DeliveryReport, SendOutcome } from '../channels/transport.ts';
import { carrierError } from './carrier-errors.ts';
import type { Change, OutboxText } from './outbox.ts';

/** What one piece of news changes about a text, and which code is held against its phone. */
export interface DeliveryStep {
  readonly change: Change;
  readonly mark?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A text without an end is asked about after two minutes, then each time it is twice as old. */
const FIRST_ASK_MS = 2 * MINUTE;
const LAST_ASK_MS = 4 * 60 * MINUTE;

/** A carrier shows a new text in its list only after a moment. */
export const STATUS_CHECK_AFTER_MS = 15 * SECOND;
const TRY_AGAIN_MS = 5 * SECOND;
const MAX_PAUSE_MS = 5 * MINUTE;

/** What a carrier gives as the reason when it gives none. */
const UNEXPLAINED = 30008;

/** After a text was offered to the carrier. */
export function afterSending(text: OutboxText, outcome: SendOutcome, now: number): DeliveryStep {
  switch (outcome.kind) {
    case 'taken':
      return afterReport(text, outcome.report, now) ?? { change: {} };
    case 'refused':
      return afterFailure(text, 'refused', outcome.code, now);
    case 'unreachable':
      return { change: { state: 'waiting', due: laterBy(growing(TRY_AGAIN_MS, text), text, now) } };
    case 'unknown':
      return { change: { due: laterBy(growing(STATUS_CHECK_AFTER_MS, text), text, now) } };
    default:
      return outcome satisfies never;
  }
}

/** After the carrier was searched for a text that it may have. `undefined`: it did not answer. */
export function afterStatusCheck(
  text: OutboxText,
  found: readonly DeliveryReport[] | undefined,
  now: number,
): DeliveryStep {
  const [report] = found ?? [];
  if (report) return afterReport(text, report, now) ?? { change: {} };
  if (found) return { change: { state: 'waiting', due: now } };
  if (now >= text.goodUntil) return { change: { state: 'unconfirmed' } };
  return { change: { due: laterBy(MINUTE, text, now) } };
}

/** After the carrier told how it stands. Nothing: this is old news. */
export function afterReport(
  text: OutboxText,
  report: DeliveryReport,
  now: number,
): DeliveryStep | undefined {
  const { sid, state, code } = report;
  if (rankOf(state) <= rankOf(text.state)) return undefined;
  if (state === 'undelivered' || state === 'failed') {
    return afterFailure({ ...text, sid }, state, code ?? UNEXPLAINED, now);
  }
  return { change: { state, sid, code: undefined, due: nextAsk(text, now) } };
}

/** After the carrier was asked about a text without an end. */
export function afterAsk(
  text: OutboxText,
  answer: DeliveryReport | 'unknown-id' | undefined,
  now: number,
): DeliveryStep {
  const news = typeof answer === 'object' && afterReport(text, answer, now);
  if (news) return news;
  const isHopeless = answer === 'unknown-id' || now - startOf(text, now) >= LAST_ASK_MS;
  return { change: isHopeless ? { state: 'unconfirmed' } : { due: nextAsk(text, now) } };
}

/** A text whose time is over before it was taken, or whose phone wants none. */
export const withdrawn = (text: OutboxText, silencedBy: number | undefined, now: number) => {
  if (silencedBy !== undefined) return { state: 'refused', code: silencedBy } as const;
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
  return consequence.do === 'mark' ? { change, mark: code } : { change };
}

const startOf = ({ handedAt }: OutboxText, now: number): number => handedAt ?? now;

const nextAsk = (text: OutboxText, now: number): number =>
  now + Math.max(FIRST_ASK_MS, now - startOf(text, now));

/** Twice as long with every attempt. */
const growing = (pauseMs: number, { attempts }: OutboxText): number =>
  Math.min(pauseMs * 2 ** Math.max(0, attempts - 1), MAX_PAUSE_MS);

/** Later, but not after the text has lost its sense: then it is time to say so. */
const laterBy = (pauseMs: number, { goodUntil }: OutboxText, now: number): number =>
  now >= goodUntil ? now + pauseMs : Math.min(now + pauseMs, goodUntil);

/** What is to be done next about a text. */
export const taskOf = ({ state }: OutboxText): 'offer' | 'look' | 'ask' | 'rest' => {
  if (isEnd(state)) return 'rest';
  if (isWithCarrier(state)) return 'ask';
  return state === 'waiting' ? 'offer' : 'look';
};
