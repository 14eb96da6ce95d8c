import { chmodSync, constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../../core/result.ts';
import { writeOut } from './backup.ts';
import { isBusy } from './database.ts';
import { type Contents, inspect } from './inspect.ts';
import { makeFolder, matchOwner } from './match-owner.ts';

export interface RestorePaths {
  readonly backup: string;
  readonly database: string;
  /** Where the database that is there now goes. */
  readonly aside: string;
}

/** A database and what SQLite keeps beside it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

interface Restored extends Contents {
  /** What was there before, under its new names. */
  readonly kept: readonly string[];
}

/** Puts a backup in the place of the database, once it was looked through and nobody uses the one that is there. */
export function restore({ backup, database, aside }: RestorePaths): Result<Restored, string> {
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
    matchOwner(existsSync(database) ? database : dirname(database), staged);
    writeOut(staged);
    using present = existsSync(database) ? takeAlone(database) : NOBODY;
    if (present.isTaken) return err(`a relay uses ${database}: stop it first`);
    const kept = putAside(database, aside);
    renameSync(staged, database);
    return ok({ ...contents.value, kept });
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  } finally {
    clear();
  }
}

function stage(backup: string, staged: string): void {
  makeFolder(dirname(staged));
  for (const suffix of ['', '-wal']) {
    if (!existsSync(backup + suffix)) continue;
    copyFileSync(backup + suffix, staged + suffix, constants.COPYFILE_EXCL);
    chmodSync(staged + suffix, 0o600);
  }
}

/** A log without its database goes too: SQLite would write what stands in it into the backup. */
function putAside(database: string, aside: string): readonly string[] {
  const left = SUFFIXES.filter((suffix) => existsSync(database + suffix));
  for (const suffix of left) renameSync(database + suffix, aside + suffix);
  return left.map((suffix) => aside + suffix);
}

interface Hold extends Disposable {
  /** Somebody else has it open. */
  readonly isTaken: boolean;
}

const NOBODY: Hold = { isTaken: false, [Symbol.dispose]: () => undefined };

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
