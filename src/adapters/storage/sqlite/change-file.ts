import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../core/clock.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { ConsoleStores } from '../stores.ts';
import { openApprovalStores } from './approval-stores.ts';
import { immediate } from './connection.ts';
import { createKeyStore } from './key-store.ts';
import { FORMAT } from './migrations.ts';
import { formatOf } from './open-to-read.ts';
import { otherFormat } from './read-record.ts';
import { createSecretStore } from './secret-store.ts';
import { inAsyncTransaction } from './transaction.ts';

const BUSY_TIMEOUT_MS = 5000;

/** Changes a database in one transaction, even while a relay uses the file. */
export async function changeFile<T>(
  file: string,
  clock: Clock,
  change: (stores: ConsoleStores) => Promise<T>,
): Promise<Result<T, string>> {
  if (!existsSync(file)) return err(`there is no database at ${file}`);
  try {
    using sql = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    const format = formatOf(sql);
    if (format !== FORMAT) return err(`${file} ${otherFormat(format)}`);
    const connection = immediate(sql);
    const stores = {
      ...openApprovalStores(clock)(connection),
      secrets: createSecretStore(connection),
      keys: createKeyStore(connection),
    };
    return ok(await inAsyncTransaction(sql, () => change(stores)));
  } catch (cause) {
    return err(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
