import { existsSync } from 'node:fs';
import { err, ok, type Result } from '../../../core/result.ts';
import type { SealedSecret } from '../../../secrets/secret-store.ts';
import { immediate } from './connection.ts';
import { openToRead } from './open-to-read.ts';
import { createSecretStore } from './secret-store.ts';

/** Reads the sealed secrets of a file without changing it; there are none in a file of an older release. */
export async function readSecrets(file: string): Promise<Result<readonly SealedSecret[], string>> {
  if (!existsSync(file)) return ok([]);
  try {
    using sql = openToRead(file);
    const table = sql.prepare(
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'secret'",
    );
    return ok(table.get() ? await createSecretStore(immediate(sql)).list() : []);
  } catch (cause) {
    return err(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
