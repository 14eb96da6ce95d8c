import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { firstBroken } from '../../../audit/audit.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { createAuditStore } from './audit-store.ts';
import { immediate } from './connection.ts';
import { FORMAT, migrate, newerFormat } from './migrations.ts';
import { createSecretStore } from './secret-store.ts';

/** Counts of what a copy of the database holds. */
export interface Contents {
  readonly texts: number;
  /** Texts that were not handed to the carrier yet. */
  readonly unsent: number;
  /** Lines of the record. */
  readonly record: number;
  /** The id of the key of each stored secret. */
  readonly secretKeyIds: readonly string[];
}

/** Checks a copy that no other process uses, and leaves it complete in one file, with its tables migrated. */
export async function inspect(copy: string): Promise<Result<Contents, string>> {
  try {
    using sql = new DatabaseSync(copy);
    return await contentsOf(sql, copy);
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

async function contentsOf(sql: DatabaseSync, file: string): Promise<Result<Contents, string>> {
  sql.exec('PRAGMA journal_mode = DELETE'); // merges a write-ahead log beside it
  // SQLite does not notice a file cut off within an empty page at its end.
  if (statSync(file).size < sizeOf(sql)) return err('it is damaged: cut off');
  const [first] = sql.prepare('PRAGMA integrity_check(1)').all();
  const integrity = first?.['integrity_check'];
  if (integrity !== 'ok') return err(`it is damaged: ${String(integrity)}`);
  // SQLite reads the missing part of the last page as zeros, with which some pages end anyway.
  const pragma = (name: string) => Number(sql.prepare(`PRAGMA ${name}`).get()?.[name]);
  const isWhole = statSync(file).size >= pragma('page_count') * pragma('page_size');
  if (!isWhole) return err('it is damaged: its end is missing');

  const format = Number(sql.prepare('PRAGMA user_version').get()?.['user_version']);
  if (format > FORMAT) return err(`it ${newerFormat(format)}`);
  const tables = new Set(
    sql
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => name),
  );
  if (format === 0 || !tables.has('inbox')) return err('it is not an sms-relay database');
  migrate(sql);

  const broken = await firstBroken(createAuditStore(immediate(sql)).all());
  if (broken !== undefined) return err(`its record is broken at line ${broken}`);
  const count = (table: string, where = '1') =>
    Number(sql.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${where}`).get()?.['n']);
  return ok({
    texts: count('inbox'),
    unsent: count('outbox', "state IN ('waiting', 'handing')"),
    record: count('audit'),
    secretKeyIds: (await createSecretStore(immediate(sql)).list()).map(({ keyId }) => keyId),
  });
}

function sizeOf(sql: DatabaseSync): number {
  const row = sql
    .prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
    .get();
  return Number(row?.['bytes']);
}
