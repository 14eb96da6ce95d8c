import { OPTED_OUT } from './carrier-errors.ts';
import type { Suppression } from './suppressions.ts';

/**
 * Returns how an incoming text changes the suppression of its sender. STOP opts them out until START; any other suppression
 * ends with any text, for a phone that texts can be texted.
 */
export function suppressionChange(
  present: Pick<Suppression, 'code'> | undefined,
  word: 'stop' | 'start' | 'help' | undefined,
): 'opt-out' | 'remove' | undefined {
  if (word === 'stop') return 'opt-out';
  const ends = present && (present.code !== OPTED_OUT || word === 'start');
  return ends ? 'remove' : undefined;
}

/** Returns true for somebody who texted STOP, and no START since. */
export const isOptedOut = ({
  suppressedBy,
}: {
  readonly suppressedBy?: number | undefined;
}): boolean => suppressedBy === OPTED_OUT;
