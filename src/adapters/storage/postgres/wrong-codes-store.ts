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
import { firstRow, type PgConnection, statement } from './connection.ts';

const FIND = statement('SELECT * FROM wrong_code WHERE person = $1');
const PEOPLE = statement('SELECT person FROM wrong_code ORDER BY person');
const REPLACE = statement(
  `INSERT INTO wrong_code (person, at, ages, in_a_row, level, lock_ms, wrong_unlocks)
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (person) DO UPDATE SET at = excluded.at, ages = excluded.ages, in_a_row = excluded.in_a_row,
     level = excluded.level, lock_ms = excluded.lock_ms, wrong_unlocks = excluded.wrong_unlocks`,
);

/** Stores wrong tries. They are read on every call: another replica or `sms-relay unlock` may have changed them. */
export function createWrongCodesStore(connection: PgConnection, elapsed: Elapsed): WrongCodes {
  async function triesOf(inside: PgConnection, person: PersonId): Promise<WrongTries> {
    const row = await firstRow(inside, FIND, person);
    if (!row) return NO_WRONG_TRIES;
    const { at, tries } = WrongTriesRow.parse(row);
    return ageTries(tries, elapsed.since(person, { at }));
  }

  async function store(inside: PgConnection, person: PersonId, tries: WrongTries): Promise<void> {
    const { ages, inARow, level, lockMs, wrongUnlocks } = tries;
    const at = elapsed.start(person);
    const list = JSON.stringify(ages);
    await inside.run(REPLACE, person, at, list, inARow, level, Math.round(lockMs), wrongUnlocks);
  }

  return {
    people: async () =>
      (await connection.rows(PEOPLE)).map((row) => toPersonId(String(row['person']))),
    findLock: async (person) => findLock(await triesOf(connection, person)),

    countWrong: (person) =>
      connection.decide(async (inside) => {
        const before = await triesOf(inside, person);
        const present = findLock(before);
        if (present) return { lock: present };
        const tries = addWrongTry(before);
        await store(inside, person, tries);
        const lock = findLock(tries);
        return lock ? { lock } : { left: countTriesLeft(tries) };
      }),

    countWrongUnlock: (person) =>
      connection.decide(async (inside) => {
        const before = await triesOf(inside, person);
        if (!findLock(before)) return undefined;
        const tries = { ...before, wrongUnlocks: before.wrongUnlocks + 1 };
        await store(inside, person, tries);
        return findLock(tries);
      }),

    forgive: (person) =>
      connection.decide(async (inside) =>
        store(inside, person, forgiveTries(await triesOf(inside, person))),
      ),

    unlock: (person) =>
      connection.decide(async (inside) => {
        const isLocked = findLock(await triesOf(inside, person)) !== undefined;
        await store(inside, person, NO_WRONG_TRIES);
        return isLocked;
      }),
  };
}
