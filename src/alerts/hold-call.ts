import type { LocalTime } from '../core/local-time.ts';
import type { EndRequest } from './end-hold.ts';
import { needsCodeNow } from './free-time.ts';
import { END_HOLD, HOLD_ALERTS, HOLD_ALERTS_LONGER, LIST_HOLDS } from './hold-operations.ts';
import type { HoldRequest } from './hold-request.ts';
import type { Holds } from './holds.ts';
import type { AlertAnswer, AlertRequest } from './parse-answer.ts';
import type { Span } from './parse-span.ts';
import { GET_REPORT, SET_REPORT } from './reports.ts';
import { untilOf } from './until.ts';

/** An operation about alerts as a whole, with its input. */
export interface HoldCall {
  readonly operation: string;
  readonly input: HoldRequest | EndRequest | Readonly<Record<string, string>>;
}

const MINUTE_MS = 60_000;

/** Returns the operation that a text asks for, where it is about no single incident. */
export function callFor(answer: AlertAnswer, time: LocalTime, holds: Holds): HoldCall | undefined {
  const hold = (input: HoldRequest): HoldCall => ({
    operation: needsCodeNow(holds, input, time.now()) ? HOLD_ALERTS_LONGER : HOLD_ALERTS,
    input,
  });
  if (answer.is === 'holds') return { operation: LIST_HOLDS, input: {} };
  if (answer.is === 'report') {
    return answer.at === undefined
      ? { operation: GET_REPORT, input: {} }
      : { operation: SET_REPORT, input: { at: answer.at } };
  }
  if (answer.is === 'end-hold') {
    return { operation: END_HOLD, input: { what: answer.what, name: answer.name } };
  }
  if (answer.is === 'hold') {
    const { what, name, span, from } = answer;
    const starts = from && untilOf(from, time);
    return hold({ what, name, minutes: span && minutesTo(span, time), starts_at: starts });
  }
  const all = answer.is === 'all' ? requestForAll(answer.request, time) : undefined;
  return all && hold(all);
}

/** An acknowledgement of all is no more than one of each. */
function requestForAll({ verb, span }: AlertRequest, time: LocalTime): HoldRequest | undefined {
  if (verb === 'close') return { what: 'mute-all' };
  const minutes = span && minutesTo(span, time);
  return verb === 'snooze' ? { what: 'snooze-all', minutes } : undefined;
}

const minutesTo = (span: Span, time: LocalTime): number =>
  Math.max(1, Math.ceil((untilOf(span, time) - time.now()) / MINUTE_MS));
