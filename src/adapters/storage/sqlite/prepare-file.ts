import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../../../core/result.ts';
import { openDatabase } from './database.ts';
import { lockExclusively } from './exclusive-lock.ts';
import { makeFolder, matchOwner } from './match-owner.ts';
import { FORMAT } from './migrations.ts';
import { formatOf, openToRead } from './open-to-read.ts';

/**
 * Creates the database where there is none, and brings one of an older release up to date unless a relay is using it:
 * a relay whose configuration refers to a secret cannot start before that is stored.
 */
export function prepareFile(file: string): Result<void, string> {
  try {
    if (!existsSync(file)) create(file);
    else if (isOlder(file) && !isInUse(file)) openDatabase(`sqlite:${file}`)[Symbol.dispose]();
    return ok(undefined);
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

function create(file: string): void {
  makeFolder(dirname(file));
  openDatabase(`sqlite:${file}`)[Symbol.dispose]();
  matchOwner(dirname(file), file);
}

function isOlder(file: string): boolean {
  using sql = openToRead(file);
  const format = formatOf(sql);
  return format > 0 && format < FORMAT;
}

function isInUse(file: string): boolean {
  using lock = lockExclusively(file);
  return lock.isTaken;
}
