/** How long: a duration, or a time of the day by the clock of whoever says it. */
export type Span =
  | { readonly ms: number }
  | { readonly hour: number; readonly minute: number; readonly isTomorrow: boolean };

const MINUTE_MS = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** Parses `2h`, `2 hours`, `90 min`, `17:30` and `8:00 tomorrow`. */
export function parseSpan(words: readonly string[]): Span | undefined {
  const text = words.join(' ');
  const [, amount, unit = ''] =
    /^(\d{1,3}) ?(m|mins?|minutes?|h|hrs?|hours?|d|days?)$/.exec(text) ?? [];
  const factor = UNITS[unit.charAt(0)];
  if (amount !== undefined && factor !== undefined) {
    return Number(amount) === 0 ? undefined : { ms: Number(amount) * factor * MINUTE_MS };
  }
  const [, hour, minute, tomorrow] = /^(\d{1,2})[:.](\d\d)( tomorrow)?$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { hour: Number(hour), minute: Number(minute), isTomorrow: tomorrow !== undefined };
}
