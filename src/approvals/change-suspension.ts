import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { describePerson, type Person } from '../people/person.ts';
import type { Suspensions } from '../people/suspensions.ts';
import type { ApprovalStores } from './approval-stores.ts';

/** Returns by their id since when people are locked out. */
export async function readSuspensions(
  suspensions: Pick<Suspensions, 'since'>,
  people: readonly Person[],
): Promise<ReadonlyMap<string, number>> {
  const since = new Map<string, number>();
  for (const person of people) {
    const at = await suspensions.since(person);
    if (at !== undefined) since.set(person.id, at);
  }
  return since;
}

/** Locks somebody out or lets them in again, at the console; returns false when nothing changed. */
export async function changeSuspension(
  stores: Pick<ApprovalStores, 'suspensions' | 'pendingApprovals' | 'audit'>,
  { person, isOff }: { readonly person: Person; readonly isOff: boolean },
  clock: Pick<Clock, 'now'>,
): Promise<boolean> {
  const { suspensions, pendingApprovals, audit } = stores;
  const at = clock.now();
  const isChanged = isOff
    ? await suspensions.suspend(person, at)
    : await suspensions.readmit(person);
  await pendingApprovals.remove(person.id);
  if (isChanged) {
    const words = `${describePerson(person)} ${isOff ? 'locked out' : 'let in again'} at the console`;
    await audit.add({
      ...{ run: randomUUID(), at, who: person.id, face: 'console', event: 'done', words },
      ...{ action: isOff ? 'people_off' : 'people_on', input: '{}' },
    });
  }
  return isChanged;
}
