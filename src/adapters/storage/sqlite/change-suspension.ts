import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import type { Result } from '../../../core/result.ts';
import { describePerson, type Person } from '../../../people/person.ts';
import { createAuditStore } from './audit-store.ts';
import { changeFile } from './change-file.ts';
import { createSuspensionStore } from './suspension-store.ts';

/** Returns by their id since when people are locked out. */
export const readSuspensions = (
  file: string,
  people: readonly Person[],
): Result<ReadonlyMap<string, number>, string> =>
  changeFile(file, (database) => {
    const suspensions = createSuspensionStore(database);
    return new Map(
      people.flatMap((person) => {
        const since = suspensions.since(person);
        return since === undefined ? [] : [[person.id, since] as const];
      }),
    );
  });

/** Locks somebody out or lets them in again, at the console; returns false when nothing changed. */
export const changeSuspension = (
  file: string,
  { person, isOff }: { readonly person: Person; readonly isOff: boolean },
  clock: Clock,
): Result<boolean, string> =>
  changeFile(file, (database) => {
    const suspensions = createSuspensionStore(database);
    const at = clock.now();
    const isChanged = isOff ? suspensions.suspend(person, at) : suspensions.readmit(person);
    if (isChanged) {
      const words = `${describePerson(person)} ${isOff ? 'locked out' : 'let in again'} at the console`;
      createAuditStore(database).add({
        ...{ run: randomUUID(), at, who: person.id, face: 'console', event: 'done', words },
        ...{ action: isOff ? 'people_off' : 'people_on', input: '{}' },
      });
    }
    return isChanged;
  });
