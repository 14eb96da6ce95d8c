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
import type { Clock } from '../../../core/clock.ts';
import type { PersonId } from '../../../people/person.ts';
import type { Database } from './database.ts';

const Moment = z.object({ person: z.string(), at: z.int() });

const Row = z
  .object({
    at: z.int(),
    ages: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(z.int())),
    in_a_row: z.int(),
    level: z.int(),
    lock_ms: z.int(),
    wrong_unlocks: z.int(),
  })
  .transform(({ at, ages, level, ...row }) => ({
    at,
    tries: {
      ages,
      level,
      inARow: row.in_a_row,
      lockMs: row.lock_ms,
      wrongUnlocks: row.wrong_unlocks,
    },
  }));

/** Stores wrong tries in SQLite. They are read on every call: `sms-relay unlock` writes there too. */
export function createSqliteWrongCodes(
  { sql, atomically }: Pick<Database, 'sql' | 'atomically'>,
  clock: Clock,
): WrongCodes {
  const find = sql.prepare('SELECT * FROM wrong_code WHERE person = ?');
  const replace = sql.prepare(
    `INSERT OR REPLACE INTO wrong_code
     (person, at, ages, in_a_row, level, lock_ms, wrong_unlocks) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const elapsed = createElapsed(clock);
  for (const row of sql.prepare('SELECT person, at FROM wrong_code').all()) {
    const { person, at } = Moment.parse(row);
    elapsed.since(person, at);
  }

  function read(person: PersonId): WrongTries {
    const row = find.get(person);
    if (!row) return NO_WRONG_TRIES;
    const { at, tries } = Row.parse(row);
    return ageTries(tries, elapsed.since(person, at));
  }

  function write(person: PersonId, tries: WrongTries): void {
    const { ages, inARow, level, lockMs, wrongUnlocks } = tries;
    const at = elapsed.start(person);
    replace.run(person, at, JSON.stringify(ages), inARow, level, lockMs, wrongUnlocks);
  }

  return {
    findLock: (person) => findLock(read(person)),

    countWrong: (person) =>
      atomically(() => {
        const before = read(person);
        const present = findLock(before);
        if (present) return { lock: present };
        const tries = addWrongTry(before);
        write(person, tries);
        const lock = findLock(tries);
        return lock ? { lock } : { left: countTriesLeft(tries) };
      }),

    countWrongUnlock: (person) =>
      atomically(() => {
        const before = read(person);
        if (!findLock(before)) return undefined;
        const tries = { ...before, wrongUnlocks: before.wrongUnlocks + 1 };
        write(person, tries);
        return findLock(tries);
      }),

    forgive: (person) => atomically(() => write(person, forgiveTries(read(person)))),

    unlock: (person) =>
      atomically(() => {
        const isLocked = findLock(read(person)) !== undefined;
        write(person, NO_WRONG_TRIES);
        return isLocked;
      }),
  };
}

/**
 * Measures the time since a stored moment. Once this process has read it, the monotonic clock counts, so that
 * setting the wall clock neither ends nor prolongs a lock. A moment in the future counts as now.
 */
function createElapsed(clock: Clock) {
  const seen = new Map<string, { readonly at: number; readonly steady: number }>();

  return {
    since(person: string, at: number): number {
      const known = seen.get(person);
      if (known?.at === at) return Math.round(clock.steady() - known.steady);
      const ms = Math.max(0, clock.now() - at);
      seen.set(person, { at, steady: clock.steady() - ms });
      return ms;
    },
    start(person: string): number {
      const at = clock.now();
      seen.set(person, { at, steady: clock.steady() });
      return at;
    },
  };
}
