import { z } from 'zod';
import {
  addWrongTry,
  ageTries,
  countTriesLeft,
  findLock,
  forgiveTries,
  NO_WRONG_TRIES,
  type WrongTries,
} from '../../../approvals/lock-rules.ts';
import type { WrongCodes } from '../../../approvals/wrong-codes.ts';
import { type PersonId, toPersonId } from '../../../people/person.ts';
import type { Elapsed } from '../elapsed.ts';
import { WrongTriesRow } from '../wrong-tries-row.ts';
import type { Connection } from './connection.ts';

const Moment = z.object({ person: z.string(), at: z.int() });

/** Stores wrong tries in SQLite. They are read on every call: `sms-relay unlock` writes there too. */
export function createSqliteWrongCodes(
  { sql, read, write }: Connection,
  elapsed: Elapsed,
): WrongCodes {
  const find = sql.prepare('SELECT * FROM wrong_code WHERE person = ?');
  const replace = sql.prepare(
    `INSERT OR REPLACE INTO wrong_code
     (person, at, ages, in_a_row, level, lock_ms, wrong_unlocks) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const moments = sql.prepare('SELECT person, at FROM wrong_code ORDER BY person');
  for (const row of moments.all()) {
    const { person, at } = Moment.parse(row);
    elapsed.since(person, { at });
  }

  function triesOf(person: PersonId): WrongTries {
    const row = find.get(person);
    if (!row) return NO_WRONG_TRIES;
    const { at, tries } = WrongTriesRow.parse(row);
    return ageTries(tries, elapsed.since(person, { at }));
  }

  function store(person: PersonId, tries: WrongTries): void {
    const { ages, inARow, level, lockMs, wrongUnlocks } = tries;
    const at = elapsed.start(person);
    replace.run(person, at, JSON.stringify(ages), inARow, level, lockMs, wrongUnlocks);
  }

  return {
    people: () => read(() => moments.all().map((row) => toPersonId(Moment.parse(row).person))),
    findLock: (person) => read(() => findLock(triesOf(person))),

    countWrong: (person) =>
      write(() => {
        const before = triesOf(person);
        const present = findLock(before);
        if (present) return { lock: present };
        const tries = addWrongTry(before);
        store(person, tries);
        const lock = findLock(tries);
        return lock ? { lock } : { left: countTriesLeft(tries) };
      }),

    countWrongUnlock: (person) =>
      write(() => {
        const before = triesOf(person);
        if (!findLock(before)) return undefined;
        const tries = { ...before, wrongUnlocks: before.wrongUnlocks + 1 };
        store(person, tries);
        return findLock(tries);
      }),

    forgive: (person) => write(() => store(person, forgiveTries(triesOf(person)))),

    unlock: (person) =>
      write(() => {
        const isLocked = findLock(triesOf(person)) !== undefined;
        store(person, NO_WRONG_TRIES);
        return isLocked;
      }),
  };
}
