import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import type { Result } from '../../../core/result.ts';
import { type PersonId, toPersonId } from '../../../people/person.ts';
import { createAuditStore } from './audit-store.ts';
import { changeFile } from './change-file.ts';
import type { Database } from './database.ts';
import { createSqliteWrongCodes } from './sqlite-wrong-codes.ts';

/** Ends the lock of one person, or all locks, even while a relay uses the file; returns the people unlocked. */
export const unlockActions = (
  file: string,
  only: PersonId | undefined,
  clock: Clock,
): Result<readonly PersonId[], string> =>
  changeFile(file, (database) => {
    const wrongCodes = createSqliteWrongCodes(database, clock);
    const audit = createAuditStore(database);
    const people = only === undefined ? peopleIn(database) : [only];
    const unlocked = people.filter((person) => wrongCodes.unlock(person));
    for (const person of unlocked) {
      audit.add({
        ...{ run: randomUUID(), at: clock.now(), who: person, face: 'console', action: 'unlock' },
        ...{ input: '{}', event: 'unlocked', words: 'unlocked at the console' },
      });
    }
    return unlocked;
  });

const Row = z.object({ person: z.string() });

const peopleIn = ({ sql }: Pick<Database, 'sql'>): readonly PersonId[] =>
  sql
    .prepare('SELECT person FROM wrong_code ORDER BY person')
    .all()
    .map((row) => toPersonId(Row.parse(row).person));
