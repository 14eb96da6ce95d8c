import type { LocalTime } from '../core/local-time.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const NAME = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' });

/** Returns the present month in the relay's time zone: `2026-11`. */
export const currentMonth = (time: Pick<LocalTime, 'today'>): string => time.today().slice(0, 7);

/** `Nov` for `2026-11`. */
export const nameOfMonth = (month: string): string => NAME.format(firstDay(month, 0));

/** `1 Dec` for `2026-11`: the day on which its limit is over. */
export const dayAfterMonth = (month: string): string => DAY.format(firstDay(month, 1));

function firstDay(month: string, later: number): number {
  const [year = Number.NaN, number = Number.NaN] = month.split('-').map(Number);
  return Date.UTC(year, number - 1 + later, 1);
}
