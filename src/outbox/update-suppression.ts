import { OPTED_OUT } from './carrier-errors.ts';
import type { Suppressions } from './suppressions.ts';

/**
 * What an incoming text means for texting its sender. STOP opts them out until START; any other
 * mark is lifted by any text, for a phone that texts us can be texted.
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
  const silence = silences.of(address);
  if (!silence) return true;
  if (silence.code === OPTED_OUT && word !== 'start') return false;
  silences.remove(address);
  return true;
}
