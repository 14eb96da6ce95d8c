import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { firstBroken } from '../../../audit/audit.ts';
import { systemClock } from '../../../core/clock.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { describePostgres } from '../postgres-url.ts';
import { createAuditStore } from '../sqlite/audit-store.ts';
import { immediate } from '../sqlite/connection.ts';
import { lockExclusively } from '../sqlite/exclusive-lock.ts';
import { FORMAT } from '../sqlite/migrations.ts';
import { formatOf, openToRead } from '../sqlite/open-to-read.ts';
import { otherFormat } from '../sqlite/read-record.ts';
import { clientSettings } from './client.ts';
import { readPostgres } from './console-stores.ts';
import { COPIED_TABLES, type CopiedTable } from './copied-tables.ts';
import { describeFault } from './faults.ts';
import { migrate } from './migrate.ts';
import { toStored } from './storable.ts';

/** The rows that were copied, by the table of the file. */
export type CopiedRows = ReadonlyMap<string, number>;

const NAME = 'console';
/** A file whose texts were never looked through has no mark. */
const COMPLETE_MARKS =
  "INSERT INTO inbox_mark VALUES ('finished', 0), ('forgotten', 0) ON CONFLICT DO NOTHING";

const ROWS_AT_ONCE = 1000;

/**
 * Copies all that a SQLite file holds into an empty PostgreSQL, in one transaction. It is committed only when every table
 * has as many rows there, and the record of actions is chained to the same end.
 */
export async function copyFromSqlite(
  file: string,
  url: string,
): Promise<Result<CopiedRows, string>> {
  if (!existsSync(file)) return err(`there is no database at ${file}`);
  if (isInUse(file)) return err(`a relay is using ${file}: stop it first`);
  try {
    using sql = openToRead(file);
    sql.exec('BEGIN'); // all of it is read as of one moment
    const format = formatOf(sql);
    if (format !== FORMAT) return err(`${file} ${otherFormat(format)}`);
    const broken = await firstBroken(createAuditStore(immediate(sql)).all());
    if (broken !== undefined) return err(`the record of actions is broken at line ${broken}`);
    await migrate(url, NAME);
    const copied = await copyAll(sql, url);
    return copied.ok ? await verifyRecord(sql, url, copied.value) : copied;
  } catch (cause) {
    return err(`${describePostgres(url)} ${describeFault(cause)}`);
  }
}

function isInUse(file: string): boolean {
  using lock = lockExclusively(file);
  return lock.isTaken;
}

async function copyAll(sql: DatabaseSync, url: string): Promise<Result<CopiedRows, string>> {
  const client = new pg.Client({
    ...clientSettings(url, NAME),
    statement_timeout: 0,
    query_timeout: 0,
  });
  client.on('error', () => {}); // the statement under way fails by itself
  await client.connect();
  try {
    await client.query('BEGIN');
    const used = await findUsed(client);
    if (used !== undefined)
      return err(`${describePostgres(url)} is in use already: it has rows in ${used}`);
    await client.query('DELETE FROM inbox_mark');
    const copied = new Map<string, number>();
    for (const table of COPIED_TABLES) copied.set(table.from, await copyTable(client, sql, table));
    for (const table of COPIED_TABLES) {
      const [rows, expected] = [await countIn(client, table), copied.get(table.from)];
      if (rows !== expected) return err(`${rows} of ${expected} rows of ${table.from} arrived`);
    }
    await client.query(COMPLETE_MARKS);
    await client.query('COMMIT');
    return ok(copied);
  } finally {
    await client.end(); // whatever was not committed is undone
  }
}

/** Returns a table that is not empty. */
async function findUsed(client: pg.Client): Promise<string | undefined> {
  for (const table of COPIED_TABLES) {
    if (table.from !== 'inbox_mark' && (await countIn(client, table)) > 0) return targetOf(table);
  }
  return undefined;
}

const targetOf = ({ from, to = from }: CopiedTable): string => to;

async function countIn(client: pg.Client, table: CopiedTable): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*) AS n FROM ${targetOf(table)}`,
  );
  return rows[0]?.n ?? 0;
}

async function copyTable(
  client: pg.Client,
  sql: DatabaseSync,
  table: CopiedTable,
): Promise<number> {
  const { from, columns, where = '1', isNumbered } = table;
  const target = targetOf(table);
  const names = columns.join(', ');
  const insert = `INSERT INTO ${target} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${names} FROM json_populate_recordset(NULL::${target}, $1::json)`;
  let copied = 0;
  let waiting: object[] = [];
  async function flush(): Promise<void> {
    await client.query(insert, [JSON.stringify(waiting)]);
    copied += waiting.length;
    waiting = [];
  }
  for (const row of sql.prepare(`SELECT ${names} FROM ${from} WHERE ${where}`).iterate()) {
    waiting.push(convert(row, table));
    if (waiting.length >= ROWS_AT_ONCE) await flush();
  }
  if (waiting.length > 0) await flush();
  if (isNumbered) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${target}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM ${target}`,
    );
  }
  return copied;
}

function convert(row: Readonly<Record<string, unknown>>, { flags = [] }: CopiedTable): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value instanceof Uint8Array) return [name, `\\x${Buffer.from(value).toString('hex')}`];
      return [name, flags.includes(name) ? value === 1 : toStored(value)];
    }),
  );
}

/** Compares the end of the record's chain, which no entry can be missing from. */
async function verifyRecord(
  sql: DatabaseSync,
  url: string,
  copied: CopiedRows,
): Promise<Result<CopiedRows, string>> {
  const newest = sql.prepare('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1').get()?.['hash'];
  const there = await readPostgres(url, systemClock, async ({ audit }) => ({
    broken: await firstBroken(audit.all()),
    newest: (await audit.last(1))[0]?.hash,
  }));
  if (!there.ok) return there;
  if (there.value.broken !== undefined) {
    return err(`the record of actions is broken at line ${there.value.broken}`);
  }
  return there.value.newest === newest ? ok(copied) : err('the record of actions has another end');
}
