import type { Clock } from './clock.ts';
import { formatDuration } from './format.ts';
import { type Instant, instantOf } from './instant.ts';
import { createMinuteOfDay } from './minute-of-day.ts';

/** Formats times in the owner's time zone, and ages as people say them. */
export interface LocalTime {
  now(): number;
  /** Milliseconds that never jump; comparable until the relay restarts. */
  steady(): number;
  /** This moment by both clocks. */
  instant(): Instant;
  /** `14:02` for today, `20 Nov 14:02` for any other day. */
  formatTime(at: number): string;
  /** `3m`: the time passed since then. */
  formatAge(at: number): string;
  /** `2026-11-21`: today's date in the owner's time zone. */
  today(): string;
  /** The minutes since midnight on the owner's clock. */
  minuteOfDay(at: number): number;
}

export function createLocalTime(clock: Clock, timeZone: string): LocalTime {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const day = format({ day: 'numeric', month: 'short' });
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

  return {
    now: () => clock.now(),
    steady: () => clock.steady(),
    instant: () => instantOf(clock),
    formatTime(at) {
      const isToday = day.format(at) === day.format(clock.now());
      return isToday ? time.format(at) : `${day.format(at)} ${time.format(at)}`;
    },
    formatAge: (at) => formatDuration(Math.max(0, clock.now() - at) / 1000),
    today: () => date.format(clock.now()),
    minuteOfDay: createMinuteOfDay(timeZone),
  };
}
