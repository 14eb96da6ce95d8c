import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { err, type Result } from '../../../core/result.ts';
import { type Contents, inspect } from './inspect.ts';

const TIMEOUT_MS = 5000;

/** A copy as of one moment, while others go on writing. What was forgotten is not in it. It is looked through before it has its name. */
export function backUp(database: string, target: string): Result<Contents, string> {
  if (!existsSync(database)) return err(`there is no database at ${database}`);
  if (existsSync(target)) return err(`${target} is there already`);
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    closeSync(openSync(part, 'wx', 0o600)); // what people text is nobody else's to read
    copy(database, part);
    const contents = inspect(part);
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

/** Onto the disk, so that it survives a power cut. */
export function writeOut(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
