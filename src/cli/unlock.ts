import type { PhoneNumber } from '../core/phone-number.ts';
import type { Result } from '../core/result.ts';

/** Describes the result of an unlock. */
export function describeUnlock(
  result: Result<readonly PhoneNumber[], string>,
  only: PhoneNumber | undefined,
): { readonly text: string; readonly isDone: boolean } {
  if (!result.ok) return { text: `Nothing unlocked: ${result.error}.\n`, isDone: false };
  const unlocked = result.value.join(', ');
  const noneLocked = only === undefined ? 'No one was locked.' : `${only} was not locked.`;
  return { text: `${unlocked ? `Unlocked: ${unlocked}.` : noneLocked}\n`, isDone: true };
}
