/** Reads a number, or a text that consists of one. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** Reads a percentage from `5.0%`, or from the `(64.4%)` at the end of a longer text. */
export function readPercent(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, percent] = /(?<!\d)(\d+(?:\.\d+)?)\s*%\)?\s*$/.exec(value.slice(-40)) ?? [];
  return percent === undefined ? undefined : Number(percent);
}

const SIZE = /^\s*(\d+(?:\.\d+)?)\s*([KMGTP]?)(i?)B?\b/i;
const POWERS = ['', 'K', 'M', 'G', 'T', 'P'];

/** Reads bytes from a number, `41.20 GB` or `300 MiB`. Servers that write GB mean powers of 1024 too. */
export function readBytes(value: unknown): number | undefined {
  const bytes = readNumber(value);
  if (bytes !== undefined) return bytes >= 0 ? bytes : undefined;
  const [, amount, unit = ''] = typeof value === 'string' ? (SIZE.exec(value) ?? []) : [];
  if (amount === undefined) return undefined;
  return Math.round(Number(amount) * 1024 ** POWERS.indexOf(unit.toUpperCase()));
}

/** Reads the bytes after the slash of `9.6 GB / 16 GB (60.0%)`. */
export const readTotal = (value: unknown): number | undefined =>
  typeof value === 'string' ? readBytes(value.split('/')[1]) : undefined;

const IN_MILLISECONDS = 1e11;

/** Reads epoch milliseconds from seconds or milliseconds, ISO 8601, or the format in which Go prints a time. */
export function readTime(value: unknown): number | undefined {
  const epoch = readNumber(value);
  if (epoch !== undefined) {
    if (epoch <= 0) return undefined;
    return epoch > IN_MILLISECONDS ? epoch : epoch * 1000;
  }
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const [, day, clock, zone] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?/.exec(value) ?? [];
  return day === undefined ? readRouterTime(value) : parseTime(`${day}T${clock}${zone ?? 'Z'}`);
}

/** Reads `nov/21/2026 11:58:01`. */
function readRouterTime(text: string): number | undefined {
  const [, month, day, year, clock] =
    /^([a-z]{3})\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)$/i.exec(text) ?? [];
  return month === undefined ? undefined : parseTime(`${day} ${month} ${year} ${clock} UTC`);
}

function parseTime(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

const YES: ReadonlySet<unknown> = new Set([true, 1, '1', 'true', 'yes', 'on', 'enabled']);
const NO: ReadonlySet<unknown> = new Set([false, 0, '0', 'false', 'no', 'off', 'disabled']);

export function readFlag(value: unknown): boolean | undefined {
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
