import { parseArgs } from 'node:util';
import { isPostgres } from '../../adapters/storage/postgres-url.ts';
import { fileIn } from '../../adapters/storage/sqlite/database.ts';
import { describeCopy, describeMigration } from '../../cli/migrate-database.ts';
import { readDatabaseUrl } from '../../config/database-url.ts';
import { databaseUrl } from './database.ts';
import { misused, report, type Shell } from './shell.ts';

const USAGE = 'migrate-database takes --to postgres://..., or nothing where DATABASE_URL is one';

/** Copies a SQLite file into a PostgreSQL, or brings the tables of a PostgreSQL up to date with the rights of their owner. */
export async function migrateDatabase(shell: Shell, ...words: string[]): Promise<void> {
  const to = readTarget(shell, words);
  const url = databaseUrl(shell);
  if (to === undefined) {
    if (!isPostgres(url)) misused(shell, USAGE);
    const { migrateAsOwner } = await import('../../adapters/storage/postgres/migrate-as-owner.ts');
    const owner = readOwner(shell) ?? url;
    report(shell, describeMigration(await migrateAsOwner({ owner, url })));
    return;
  }
  const file = fileIn(url);
  if (isPostgres(url) || file === undefined)
    misused(shell, 'migrate-database --to copies a SQLite file: set DATABASE_URL to it');
  const { copyFromSqlite } = await import('../../adapters/storage/postgres/copy-from-sqlite.ts');
  report(shell, describeCopy(file, await copyFromSqlite(file, to)));
}

function readTarget(shell: Shell, args: string[]): string | undefined {
  const { values, positionals } = parseArgs({
    ...{ args, allowPositionals: true, strict: false },
    options: { to: { type: 'string' } },
  });
  if (positionals.length > 0 || Object.keys(values).some((name) => name !== 'to')) {
    misused(shell, USAGE);
  }
  const { to } = values;
  if (to === undefined) return undefined;
  return typeof to === 'string' && isPostgres(to) ? to : misused(shell, USAGE);
}

function readOwner(shell: Shell): string | undefined {
  const given = shell.env['DATABASE_OWNER_URL'];
  if (!given?.trim()) return undefined;
  const url = readDatabaseUrl({ DATABASE_URL: given });
  return url.ok && isPostgres(url.value)
    ? url.value
    : misused(shell, 'needs a postgres:// address in DATABASE_OWNER_URL');
}
