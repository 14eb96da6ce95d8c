import { chmodSync, constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../../core/result.ts';
import { writeOut } from './backup.ts';
import { lockExclusively, NOT_TAKEN } from './exclusive-lock.ts';
import { type Contents, inspect } from './inspect.ts';
import { makeFolder, matchOwner } from './match-owner.ts';

export interface RestoreOptions {
  readonly backup: string;
  readonly database: string;
  /** The path to which the present database is moved. */
  readonly aside: string;
  /** Returns the reason why such a backup is not taken. */
  readonly objection?: (contents: Contents) => string | undefined;
  /** Stored secrets are useless without their key. */
  readonly secrets?: 'keep' | 'remove';
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
  objection,
  secrets = 'keep',
}: RestoreOptions): Promise<Result<Restored, string>> {
  if (!existsSync(backup)) return err(`there is no ${backup}`);
  const staged = `${database}.restoring`;
  const clear = () => {
    for (const suffix of SUFFIXES) rmSync(staged + suffix, { force: true });
  };
  try {
    clear();
    stage(backup, staged);
    const inspected = await inspect(staged);
    if (!inspected.ok) return inspected;
    const contents = secrets === 'keep' ? inspected.value : removeSecrets(staged, inspected.value);
    const reason = objection?.(contents);
    if (reason !== undefined) return err(reason);
    matchOwner(existsSync(database) ? database : dirname(database), staged);
    writeOut(staged);
    using present = existsSync(database) ? lockExclusively(database) : NOT_TAKEN;
    if (present.isTaken) return err(`a relay is using ${database}: stop it first`);
    const kept = putAside(database, aside);
    renameSync(staged, database);
    return ok({ ...contents, kept });
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

/** Leaves nothing of them in the file either. */
function removeSecrets(staged: string, contents: Contents): Contents {
  using sql = new DatabaseSync(staged);
  sql.exec('DELETE FROM secret; VACUUM;');
  return { ...contents, secretKeyIds: [] };
}

/** Moves a write-ahead log without its database too: SQLite would replay it into the backup. */
function putAside(database: string, aside: string): readonly string[] {
  const left = SUFFIXES.filter((suffix) => existsSync(database + suffix));
  for (const suffix of left) renameSync(database + suffix, aside + suffix);
  return left.map((suffix) => aside + suffix);
}
