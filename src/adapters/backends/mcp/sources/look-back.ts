import type { Argument } from './argument.ts';

const SPAN = /^(?:since|window|time_?range|period|range|timeframe|lookback|last)$/i;
const SHORT_SPAN = /^(?:\d{1,4}m|\d{1,2}min|1?\d?h)$/;
const SPANS: readonly (readonly [RegExp, number])[] = [
  [/^(?:[a-z]{1,20}_)?hours(?:_back)?$/i, 24],
  [/^(?:[a-z]{1,20}_)?minutes(?:_back)?$/i, 24 * 60],
];

/** A day, where a tool looks back over less than that by itself. */
export function dayOf({ name, choices, standard }: Argument): unknown {
  if (SPAN.test(name)) {
    const isShort = typeof standard === 'string' && SHORT_SPAN.test(standard);
    return isShort && (choices.length === 0 || choices.includes('24h')) ? '24h' : undefined;
  }
  const [, most] = SPANS.find(([pattern]) => pattern.test(name)) ?? [];
  return typeof standard === 'number' && most !== undefined && standard < most ? most : undefined;
}
