import { createAuditStore } from '../adapters/storage/sqlite/audit-store.ts';
import { changeFile } from '../adapters/storage/sqlite/change-file.ts';
import { fileIn } from '../adapters/storage/sqlite/database.ts';
import { prepareFile } from '../adapters/storage/sqlite/prepare-file.ts';
import { readSecrets } from '../adapters/storage/sqlite/read-secrets.ts';
import { createSecretStore } from '../adapters/storage/sqlite/secret-store.ts';
import type { ReadSecrets } from '../config/references.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { SecretTransaction } from '../secrets/change-secrets.ts';

/** Reads the sealed secrets of a database of any engine, without changing it. */
export const readStoredSecrets: ReadSecrets = async (databaseUrl) => {
  const file = fileIn(databaseUrl);
  if (file === undefined) return err('cannot be stored: DATABASE_URL is memory:');
  const stored = await readSecrets(file);
  return stored.ok ? stored : err(`was not found, because ${stored.error}`);
};

/** Makes a database ready for its first secret, also before the relay was ever started. */
export function prepareSecretStore(databaseUrl: string): Result<void, string> {
  const file = fileIn(databaseUrl);
  return file === undefined ? ok(undefined) : prepareFile(file);
}

/** Changes secrets and the record of it in one transaction, even while a relay uses the database. */
export async function changeStoredSecrets<T>(
  databaseUrl: string,
  change: (stores: SecretTransaction) => Promise<T>,
): Promise<Result<T, string>> {
  const file = fileIn(databaseUrl);
  if (file === undefined) return err('nothing is kept in memory');
  return changeFile(file, (connection) =>
    change({ secrets: createSecretStore(connection), audit: createAuditStore(connection) }),
  );
}
