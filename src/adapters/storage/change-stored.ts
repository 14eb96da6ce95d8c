import type { Clock } from '../../core/clock.ts';
import { err, type Result } from '../../core/result.ts';
import { isPostgres } from './postgres-url.ts';
import { changeFile } from './sqlite/change-file.ts';
import { fileIn } from './sqlite/database.ts';
import type { ConsoleStores } from './stores.ts';

/** Changes what is stored in one transaction, even while relays use the database. */
export async function changeStored<T>(
  databaseUrl: string,
  clock: Clock,
  change: (stores: ConsoleStores) => Promise<T>,
): Promise<Result<T, string>> {
  if (isPostgres(databaseUrl)) {
    const { changePostgres } = await import('./postgres/console-stores.ts');
    return changePostgres(databaseUrl, clock, change);
  }
  const file = fileIn(databaseUrl);
  return file === undefined ? err('nothing is kept in memory') : changeFile(file, clock, change);
}
