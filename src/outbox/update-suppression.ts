import { OPTED_OUT } from './carrier-errors.ts';
import type { Suppressions } from './suppressions.ts';

/**
 * Updates the suppression of a sender by an incoming text, and returns true when they may be texted. STOP opts
 * them out until START; any other suppression ends with any text, for a phone that texts can be texted.
 */
export function updateSuppression(
  silences: Suppressions,
  address: string,
  word: 'stop' | 'start' | 'help' | undefined,
  now: number,
): boolean {
  if (word === 'stop') {
    silences.note({ address, code: OPTED_OUT, since: now });
    return false;
  }
  const suppression = silences.of(address);
  if (!suppression) return true;
  if (suppression.code === OPTED_OUT && word !== 'start') return false;
  silences.remove(address);
  return true;
}
