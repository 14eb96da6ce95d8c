import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { writeOut } from './backup.ts';
import { FORMAT } from './migrations.ts';
import { formatOf } from './open-to-read.ts';

/**
 * Copies a database of an older format beside it, before its tables are migrated: with the copy one can go back to the
 * version that wrote it.
 */
export function keepOlderFile(sql: DatabaseSync, file: string): void {
  const format = formatOf(sql);
  const copy = `${file}.format-${format}`;
  if (format === 0 || format >= FORMAT || existsSync(copy)) return;
  const part = `${copy}.${randomUUID()}`; // another process may be doing the same
  try {
    closeSync(openSync(part, 'wx', 0o600)); // texts are private: only the owner may read them
    sql.prepare('VACUUM INTO ?').run(part);
    writeOut(part);
    renameSync(part, copy);
  } finally {
    for (const left of [part, `${part}-journal`]) rmSync(left, { force: true });
  }
}
