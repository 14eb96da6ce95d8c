import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { err, type Result } from '../../../core/result.ts';
import { type Contents, inspect } from './inspect.ts';

const TIMEOUT_MS = 5000;

/**
 * Copies the database as of one moment, while others go on writing. Deleted content is not in the copy. The copy
 * gets its name only after it has been checked.
 */
export async function backUp(database: string, target: string): Promise<Result<Contents, string>> {
  if (!existsSync(database)) return err(`there is no database at ${database}`);
  if (existsSync(target)) return err(`${target} already exists`);
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    closeSync(openSync(part, 'wx', 0o600)); // texts are private: only the owner may read them
    copy(database, part);
    const contents = await inspect(part);
    if (contents.ok) {
      writeOut(part);
      renameSync(part, target);
    }
    return contents;
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  } finally {
    rmSync(part, { force: true });
    rmSync(`${part}-journal`, { force: true });
  }
}

function copy(database: string, part: string): void {
  using sql = new DatabaseSync(database, { readOnly: true, timeout: TIMEOUT_MS });
  sql.prepare('VACUUM INTO ?').run(part);
}

/** Flushes a file to the disk, so that it survives a power cut. */
export function writeOut(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
