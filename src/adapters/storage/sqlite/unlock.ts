import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type PersonId, toPersonId } from '../../../people/person.ts';
import { createAuditStore } from './audit-store.ts';
import { FORMAT, inTransaction } from './database.ts';
import { formatOf } from './open-to-read.ts';
import { otherFormat } from './read-record.ts';
import { createSqliteWrongCodes } from './sqlite-wrong-codes.ts';

const BUSY_TIMEOUT_MS = 5000;

/** Ends the lock of one person, or all locks, even while a relay uses the file; returns the people unlocked. */
export function unlockActions(
  file: string,
  only: PersonId | undefined,
  clock: Clock,
): Result<readonly PersonId[], string> {
  if (!existsSync(file)) return err(`there is no database at ${file}`);
  try {
    using sql = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    const format = formatOf(sql);
    if (format !== FORMAT) return err(`${file} ${otherFormat(format)}`);
    return ok(inTransaction(sql, () => unlockIn(sql, only, clock)));
  } catch (cause) {
    return err(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function unlockIn(
  sql: DatabaseSync,
  only: PersonId | undefined,
  clock: Clock,
): readonly PersonId[] {
  const database = { sql, atomically: <T>(work: () => T) => work() };
  const [wrongCodes, audit] = [createSqliteWrongCodes(database, clock), createAuditStore(database)];
  const people = only === undefined ? peopleIn(sql) : [only];
  const unlocked = people.filter((person) => wrongCodes.unlock(person));
  for (const person of unlocked) {
    audit.add({
      ...{ run: randomUUID(), at: clock.now(), who: person, face: 'console', action: 'unlock' },
      ...{ input: '{}', event: 'unlocked', words: 'unlocked at the console' },
    });
  }
  return unlocked;
}

const Row = z.object({ person: z.string() });

const peopleIn = (sql: DatabaseSync): readonly PersonId[] =>
  sql
    .prepare('SELECT person FROM wrong_code ORDER BY person')
    .all()
    .map((row) => toPersonId(Row.parse(row).person));
