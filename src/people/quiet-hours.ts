import { createMinuteOfDay } from '../core/minute-of-day.ts';

/** The hours of a day in which somebody is left alone, as minutes since midnight of their own clock; they may span midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** The part of a person that quiet hours depend on. */
interface Sleeper {
  readonly timeZone: string;
  readonly quiet?: QuietHours | undefined;
}

const DAY_MINUTES = 24 * 60;
const QUIET_HOURS = /^(\d{1,2})(?::(\d\d))? ?- ?(\d{1,2})(?::(\d\d))?$/;

/** Parses `22-7` or `22:30-7`; `undefined` for anything else, such as hours past 24, and for the whole day. */
export function parseQuietHours(text: string): QuietHours | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = QUIET_HOURS.exec(text.trim()) ?? [];
  const [from, to] = [minuteOf(fromHour, fromMinute), minuteOf(toHour, toMinute)];
  if (from === undefined || to === undefined || from === to) return undefined;
  return { from, to };
}

/** Midnight may be written as 24. */
function minuteOf(hour: string | undefined, minute = '0'): number | undefined {
  const minutes = Number(hour) * 60 + Number(minute);
  const isTime = Number(minute) < 60 && minutes <= DAY_MINUTES;
  return isTime ? minutes % DAY_MINUTES : undefined;
}

/** Returns true in a person's quiet hours, by their local time, also on the days when the clocks change. */
export function isQuiet({ quiet, timeZone }: Sleeper, at: number): boolean {
  if (!quiet) return false;
  const { from, to } = quiet;
  const minute = createMinuteOfDay(timeZone)(at);
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}
