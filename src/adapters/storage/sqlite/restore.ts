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
  /** The path to which the present database is moved. */
  readonly aside: string;
}

/** Suffixes of a database file and of the files that SQLite keeps beside it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

interface Restored extends Contents {
  /** The new names of the files that were there before. */
  readonly kept: readonly string[];
}

/** Replaces the database by a backup, after checking the backup and that no process uses the present database. */
export async function restore({
  backup,
  database,
  aside,
}: RestorePaths): Promise<Result<Restored, string>> {
  if (!existsSync(backup)) return err(`there is no ${backup}`);
  const staged = `${database}.restoring`;
  const clear = () => {
    for (const suffix of SUFFIXES) rmSync(staged + suffix, { force: true });
  };
  try {
    clear();
    stage(backup, staged);
    const contents = await inspect(staged);
    if (!contents.ok) return contents;
    matchOwner(existsSync(database) ? database : dirname(database), staged);
    writeOut(staged);
    using present = existsSync(database) ? lockExclusively(database) : NOT_TAKEN;
    if (present.isTaken) return err(`a relay is using ${database}: stop it first`);
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

/** Moves a write-ahead log without its database too: SQLite would replay it into the backup. */
function putAside(database: string, aside: string): readonly string[] {
  const left = SUFFIXES.filter((suffix) => existsSync(database + suffix));
  for (const suffix of left) renameSync(database + suffix, aside + suffix);
  return left.map((suffix) => aside + suffix);
}

interface Lock extends Disposable {
  /** Another process has the database open. */
  readonly isTaken: boolean;
}

const NOT_TAKEN: Lock = { isTaken: false, [Symbol.dispose]: () => undefined };

/** Locks the database, which a running relay holds open. A file that is no longer a database needs no lock. */
function lockExclusively(database: string): Lock {
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
