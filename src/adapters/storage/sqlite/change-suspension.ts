import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import type { Result } from '../../../core/result.ts';
import { describePerson, type Person } from '../../../people/person.ts';
import { createElapsed } from '../elapsed.ts';
import { createAuditStore } from './audit-store.ts';
import { changeFile } from './change-file.ts';
import { createPendingApprovalsStore } from './pending-approvals-store.ts';
import { createSuspensionStore } from './suspension-store.ts';

/** Returns by their id since when people are locked out. */
export const readSuspensions = (
  file: string,
  people: readonly Person[],
): Promise<Result<ReadonlyMap<string, number>, string>> =>
  changeFile(file, async (connection) => {
    const suspensions = createSuspensionStore(connection);
    const since = await Promise.all(
      people.map(async (person) => [person.id, await suspensions.since(person)] as const),
    );
    return new Map(since.flatMap(([id, at]) => (at === undefined ? [] : [[id, at] as const])));
  });

/** Locks somebody out or lets them in again, at the console; returns false when nothing changed. */
export const changeSuspension = (
  file: string,
  { person, isOff }: { readonly person: Person; readonly isOff: boolean },
  clock: Clock,
): Promise<Result<boolean, string>> =>
  changeFile(file, async (connection) => {
    const suspensions = createSuspensionStore(connection);
    const at = clock.now();
    const isChanged = isOff
      ? await suspensions.suspend(person, at)
      : await suspensions.readmit(person);
    await createPendingApprovalsStore(connection, createElapsed(clock)).remove(person.id);
    if (isChanged) {
      const words = `${describePerson(person)} ${isOff ? 'locked out' : 'let in again'} at the console`;
      await createAuditStore(connection).add({
        ...{ run: randomUUID(), at, who: person.id, face: 'console', event: 'done', words },
        ...{ action: isOff ? 'people_off' : 'people_on', input: '{}' },
      });
    }
    return isChanged;
  });
