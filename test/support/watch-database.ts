import type { PgDatabase } from '../../src/adapters/storage/postgres/database.ts';
import type { Traffic } from './traffic.ts';

/** Counts what is asked of a database, so that a test in fast time can wait for the answers. */
export function watchDatabase(database: PgDatabase): {
  readonly watched: PgDatabase;
  readonly traffic: Traffic;
} {
  const traffic = { begun: 0, finished: 0 };

  async function count<T>(asked: Promise<T>): Promise<T> {
    traffic.begun += 1;
    try {
      return await asked;
    } finally {
      traffic.finished += 1;
    }
  }

  const watched: PgDatabase = {
    ...database,
    rows: (...statement) => count(database.rows(...statement)),
    run: (...statement) => count(database.run(...statement)),
    decide: (work) => count(database.decide(work)),
    transact: (work) => count(database.transact(work)),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return { watched, traffic };
}
