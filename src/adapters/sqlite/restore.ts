import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../core/result.ts';
import { writeOut } from './backup.ts';
import { isBusy } from './database.ts';
import { type Contents, inspect } from './inspect.ts';

export interface Places {
  readonly backup: string;
  readonly database: string;
  /** Where the database that is there now goes. */
  readonly aside: string;
}

/** A database and what SQLite keeps beside it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

/** Puts a backup in the place of the database, once it was looked through and nobody uses the one that is there. */
export function restore({ backup, database, aside }: Places): Result<Contents, string> {
  if (!existsSync(backup)) return err(`there is no ${backup}`);
  const staged = `${database}.restoring`;
  const clear = () => {
    for (const suffix of SUFFIXES) rmSync(staged + suffix, { force: true });
  };
  try {
    clear();
    stage(backup, staged);
    const contents = inspect(staged);
    if (!contents.ok) return contents;
    writeOut(staged);
    if (!existsSync(database)) {
      renameSync(staged, database);
      return contents;
    }
    using present = takeAlone(database);
    if (present.isTaken) return err(`a relay uses ${database}: stop it first`);
    for (const suffix of SUFFIXES) {
      if (existsSync(database + suffix)) renameSync(database + suffix, aside + suffix);
    }
    renameSync(staged, database);
    return ok(contents.value);
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  } finally {
    clear();
  }
}

function stage(backup: string, staged: string): void {
  mkdirSync(dirname(staged), { recursive: true, mode: 0o700 });
  for (const suffix of ['', '-wal']) {
    if (!existsSync(backup + suffix)) continue;
    copyFileSync(backup + suffix, staged + suffix, constants.COPYFILE_EXCL);
    chmodSync(staged + suffix, 0o600);
  }
}

interface Hold extends Disposable {
  /** Somebody else has it open. */
  readonly isTaken: boolean;
}

/** Keeps everybody else out, for a relay holds its database open; a file that is no database any more keeps nobody. */
function takeAlone(database: string): Hold {
  using cleanup = new DisposableStack();
  const sql = cleanup.use(new DatabaseSync(database, { timeout: 0 }));
  try {
    sql.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (cause) {
    if (isBusy(cause)) return { isTaken: true, [Symbol.dispose]: () => undefined };
  }
  const owned = cleanup.move();
  return { isTaken: false, [Symbol.dispose]: () => owned.dispose() };
}
