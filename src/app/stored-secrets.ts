import { createAuditStore } from '../adapters/storage/sqlite/audit-store.ts';
import { changeFile } from '../adapters/storage/sqlite/change-file.ts';
import { fileIn } from '../adapters/storage/sqlite/database.ts';
import { readSecrets } from '../adapters/storage/sqlite/read-secrets.ts';
import { createSecretStore } from '../adapters/storage/sqlite/secret-store.ts';
import type { ReadSecrets } from '../config/references.ts';
import { err, type Result } from '../core/result.ts';
import type { SecretTransaction } from '../secrets/change-secrets.ts';

/** Reads the sealed secrets of a database of any engine, without changing it. */
export const readStoredSecrets: ReadSecrets = async (databaseUrl) => {
  const file = fileIn(databaseUrl);
  if (file === undefined) return err('cannot be stored: DATABASE_URL is memory:');
  const stored = await readSecrets(file);
  return stored.ok ? stored : err(`was not found, because ${stored.error}`);
};

/** Changes secrets and the record of it in one transaction, even while a relay uses the database. */
export const changeStoredSecrets = <T>(
  file: string,
  change: (stores: SecretTransaction) => Promise<T>,
): Promise<Result<T, string>> =>
  changeFile(file, (connection) =>
    change({ secrets: createSecretStore(connection), audit: createAuditStore(connection) }),
  );
