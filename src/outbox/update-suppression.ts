import { OPTED_OUT } from './carrier-errors.ts';
import type { Suppressions } from './suppressions.ts';

/**
 * Updates the suppression of a sender by an incoming text. STOP opts them out until START; any other suppression
 * ends with any text, for a phone that texts can be texted.
 */
export function updateSuppression(
  suppressions: Suppressions,
  address: string,
  word: 'stop' | 'start' | 'help' | undefined,
  now: number,
): void {
  const suppression = suppressions.of(address);
  if (word === 'stop') suppressions.add({ address, code: OPTED_OUT, since: now });
  else if (suppression && (suppression.code !== OPTED_OUT || word === 'start')) {
    suppressions.remove(address);
  }
}

/** Returns true for an address that texted STOP, and no START since. */
export const hasOptedOut = (suppressions: Pick<Suppressions, 'of'>, address: string): boolean =>
  suppressions.of(address)?.code === OPTED_OUT;
