const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,3})\d{0,9})? ?(Z|[+-]\d\d:?\d\d)$/i;

/** Go writes the year 1 for "never", others 1970. */
const EARLIEST = Date.UTC(2000, 0);
/** A clock may be wrong by some hours, or be set to local time; more is no time that something happened at. */
const MAX_AHEAD_MS = 24 * 3_600_000;
/** Seconds since 1970 stay below this number for millennia, milliseconds have been above it since 1973. */
const MIN_MS = 1e11;

/** Reads a time with its zone, or seconds or milliseconds since 1970; `undefined` when it can not be one of an alert. */
export function readTime(value: unknown, now: number): number | undefined {
  const at = typeof value === 'string' ? parseTime(value.trim()) : epochMs(value);
  if (at === undefined || Number.isNaN(at)) return undefined;
  return at >= EARLIEST && at <= now + MAX_AHEAD_MS ? at : undefined;
}

function epochMs(value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined;
  return Math.round(value < MIN_MS ? value * 1000 : value);
}

function parseTime(text: string): number | undefined {
  if (/^\d{9,13}$/.test(text)) return epochMs(Number(text));
  const [, date, time, fraction = '0', zone = ''] = ISO.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return Date.parse(`${date}T${time}.${fraction.padEnd(3, '0')}${offset}`);
}
