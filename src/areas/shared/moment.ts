import type { LocalTime } from '../../core/local-time.ts';

/** Returns `14:02 ` to stand before other words; nothing where the source does not tell the time. */
export const formatTimeBefore = (at: string | undefined, time: LocalTime): string =>
  at === undefined ? '' : `${time.formatTime(Date.parse(at))} `;

/** Returns `14:02, 5m ago`. */
export function formatMoment(at: string | undefined, time: LocalTime): string {
  if (at === undefined) return 'time unknown';
  const moment = Date.parse(at);
  return `${time.formatTime(moment)}, ${time.formatAge(moment)} ago`;
}

/** Compares by time, the newest first; what has no time comes last. */
export const newestFirst = (a: Dated, b: Dated): number => timeOf(b) - timeOf(a);

interface Dated {
  readonly at?: string | undefined;
}

const timeOf = ({ at }: Dated): number => (at === undefined ? 0 : Date.parse(at));
