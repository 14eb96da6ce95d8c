import { changeStored } from '../adapters/storage/change-stored.ts';
import { isPostgres } from '../adapters/storage/postgres-url.ts';
import { fileIn } from '../adapters/storage/sqlite/database.ts';
import { prepareFile } from '../adapters/storage/sqlite/prepare-file.ts';
import { readSecrets } from '../adapters/storage/sqlite/read-secrets.ts';
import type { ReadSecrets } from '../config/references.ts';
import { systemClock } from '../core/clock.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { SecretTransaction } from '../secrets/change-secrets.ts';

const loadPostgres = () => import('../adapters/storage/postgres/console-stores.ts');

/** Reads the sealed secrets of a database of any engine, without changing it. */
export const readStoredSecrets: ReadSecrets = async (databaseUrl) => {
  if (isPostgres(databaseUrl)) {
    const { readPostgres } = await loadPostgres();
    const found = await readPostgres(databaseUrl, systemClock, ({ secrets }) => secrets.list());
    return found.ok ? found : notFound(found.error);
  }
  const file = fileIn(databaseUrl);
  if (file === undefined) return err('cannot be stored: DATABASE_URL is memory:');
  const stored = await readSecrets(file);
  return stored.ok ? stored : notFound(stored.error);
};

const notFound = (why: string): Result<never, string> => err(`was not found, because ${why}`);

/** Makes a database ready for its first secret, also before the relay was ever started. */
export async function prepareSecretStore(databaseUrl: string): Promise<Result<void, string>> {
  if (isPostgres(databaseUrl)) return (await loadPostgres()).preparePostgres(databaseUrl);
  const file = fileIn(databaseUrl);
  return file === undefined ? ok(undefined) : prepareFile(file);
}

/** Changes secrets and the record of it in one transaction, even while a relay uses the database. */
export const changeStoredSecrets = <T>(
  databaseUrl: string,
  change: (stores: SecretTransaction) => Promise<T>,
): Promise<Result<T, string>> => changeStored(databaseUrl, systemClock, change);
