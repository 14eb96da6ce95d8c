import type { Result } from '../core/result.ts';
import type { PersonId } from '../people/person.ts';

/** Describes the result of an unlock. */
export function describeUnlock(
  result: Result<readonly PersonId[], string>,
  only: PersonId | undefined,
): { readonly text: string; readonly isDone: boolean } {
  if (!result.ok) return { text: `Nothing unlocked: ${result.error}.\n`, isDone: false };
  const unlocked = result.value.join(', ');
  const noneLocked = only === undefined ? 'No one was locked.' : `${only} was not locked.`;
  return { text: `${unlocked ? `Unlocked: ${unlocked}.` : noneLocked}\n`, isDone: true };
}
