import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../people/person.ts';
import type { ApprovalStores } from './approval-stores.ts';

/** Ends the lock of one person, or all locks, at the console; returns the people unlocked. */
export async function unlockPeople(
  { wrongCodes, audit }: Pick<ApprovalStores, 'wrongCodes' | 'audit'>,
  only: PersonId | undefined,
  clock: Pick<Clock, 'now'>,
): Promise<readonly PersonId[]> {
  const unlocked: PersonId[] = [];
  for (const person of only === undefined ? await wrongCodes.people() : [only]) {
    if (!(await wrongCodes.unlock(person))) continue;
    unlocked.push(person);
    await audit.add({
      ...{ run: randomUUID(), at: clock.now(), who: person, face: 'console', action: 'unlock' },
      ...{ input: '{}', event: 'unlocked', words: 'unlocked at the console' },
    });
  }
  return unlocked;
}
