import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import type { Result } from '../../../core/result.ts';
import { type PersonId, toPersonId } from '../../../people/person.ts';
import { createElapsed } from '../elapsed.ts';
import { createAuditStore } from './audit-store.ts';
import { changeFile } from './change-file.ts';
import type { Connection } from './connection.ts';
import { createSqliteWrongCodes } from './sqlite-wrong-codes.ts';

/** Ends the lock of one person, or all locks, even while a relay uses the file; returns the people unlocked. */
export const unlockActions = (
  file: string,
  only: PersonId | undefined,
  clock: Clock,
): Promise<Result<readonly PersonId[], string>> =>
  changeFile(file, async (connection) => {
    const wrongCodes = createSqliteWrongCodes(connection, createElapsed(clock));
    const audit = createAuditStore(connection);
    const unlocked: PersonId[] = [];
    for (const person of only === undefined ? peopleIn(connection) : [only]) {
      if (!(await wrongCodes.unlock(person))) continue;
      unlocked.push(person);
      await audit.add({
        ...{ run: randomUUID(), at: clock.now(), who: person, face: 'console', action: 'unlock' },
        ...{ input: '{}', event: 'unlocked', words: 'unlocked at the console' },
      });
    }
    return unlocked;
  });

const Row = z.object({ person: z.string() });

const peopleIn = ({ sql }: Pick<Connection, 'sql'>): readonly PersonId[] =>
  sql
    .prepare('SELECT person FROM wrong_code ORDER BY person')
    .all()
    .map((row) => toPersonId(Row.parse(row).person));
