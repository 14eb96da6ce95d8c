import type { LocalTime } from '../core/local-time.ts';
import type { Span } from './parse-span.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Returns the end of a span: after a duration, or at the next such time of the day where that person is. */
export function untilOf(span: Span, time: Pick<LocalTime, 'now' | 'minuteOfDay'>): number {
  const now = time.now();
  if ('ms' in span) return now + span.ms;
  // A minute before midnight, as midnight itself belongs to tomorrow.
  const from = span.isTomorrow ? nextAt(0, now, time) - MINUTE_MS : now;
  return nextAt(span.hour * 60 + span.minute, from, time);
}

/** Returns when the clock shows a time next. A time that the change of the clocks leaves out is an hour off. */
function nextAt(
  wanted: number,
  from: number,
  { minuteOfDay }: Pick<LocalTime, 'minuteOfDay'>,
): number {
  const start = Math.floor(from / MINUTE_MS) * MINUTE_MS;
  const ahead = (wanted - minuteOfDay(start) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const at = start + ahead * MINUTE_MS;
  const drift = (minuteOfDay(at) - wanted + DAY_MINUTES) % DAY_MINUTES;
  const signed = drift > DAY_MINUTES / 2 ? drift - DAY_MINUTES : drift;
  return at - signed * MINUTE_MS;
}
