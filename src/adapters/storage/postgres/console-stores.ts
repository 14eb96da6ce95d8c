import type { Clock } from '../../../core/clock.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { describePostgres } from '../postgres-url.ts';
import type { ConsoleStores, Stores } from '../stores.ts';
import { openPool, type PgDatabase } from './database.ts';
import { describeFault } from './faults.ts';
import { migrate, requireFormat } from './migrate.ts';
import { createStores } from './stores.ts';

/** The name of the console among those that are connected. */
const NAME = 'console';
/** No replica has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Changes what is stored in one transaction, even while relays use the database. */
export const changePostgres = <T>(
  url: string,
  clock: Clock,
  change: (stores: ConsoleStores) => Promise<T>,
): Promise<Result<T, string>> =>
  withDatabase(url, (database) => openStores(database, clock).transact(change));

/** Creates the tables, or brings them up to date. */
export const preparePostgres = (url: string): Promise<Result<void, string>> =>
  inWords(url, () => migrate(url, NAME));

/** Reads what is stored. */
export const readPostgres = <T>(
  url: string,
  clock: Clock,
  read: (stores: Stores) => Promise<T>,
): Promise<Result<T, string>> => withDatabase(url, (database) => read(openStores(database, clock)));

const openStores = (database: PgDatabase, clock: Clock) =>
  createStores(database, { replica: NOBODY, textsPerHour: 0, clock, fencingToken: () => 0 });

const withDatabase = <T>(
  url: string,
  work: (database: PgDatabase) => Promise<T>,
): Promise<Result<T, string>> =>
  inWords(url, async () => {
    const prepare = () => requireFormat(url, NAME);
    await using database = openPool({ url, replica: NAME, maxConnections: 1, prepare });
    await database.prepare();
    return await work(database); // before the connections close
  });

async function inWords<T>(url: string, work: () => Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await work());
  } catch (cause) {
    return err(`${describePostgres(url)} ${describeFault(cause)}`);
  }
}
