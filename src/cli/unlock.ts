import type { PhoneNumber } from '../core/phone-number.ts';
import type { Result } from '../core/result.ts';

/** Returns what came of an unlocking, in words for whoever asked. */
export function describeUnlock(
  result: Result<readonly PhoneNumber[], string>,
  only: PhoneNumber | undefined,
): { readonly text: string; readonly isDone: boolean } {
  if (!result.ok) return { text: `Nothing unlocked: ${result.error}.\n`, isDone: false };
  const unlocked = result.value.join(', ');
  const nobody = only === undefined ? 'Nobody was locked.' : `${only} was not locked.`;
  return { text: `${unlocked ? `Unlocked: ${unlocked}.` : nobody}\n`, isDone: true };
}
