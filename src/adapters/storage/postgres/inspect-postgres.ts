import { isIP } from 'node:net';
import pg from 'pg';
import { z } from 'zod';
import { firstBroken } from '../../../audit/audit.ts';
import { systemClock } from '../../../core/clock.ts';
import type { PostgresFacts } from '../../../doctor/postgres.ts';
import { describePostgres } from '../postgres-url.ts';
import { clientSettings } from './client.ts';
import { readPostgres } from './console-stores.ts';
import { describeFault } from './faults.ts';
import { FORMAT } from './migrations.ts';

const NAME = 'doctor';

const SERVER = `SELECT current_setting('server_version') AS version,
  coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS "isEncrypted",
  to_regclass('relay_format') IS NOT NULL AS "hasTables"`;
const TABLES = `SELECT (SELECT format FROM relay_format) AS format,
  NOT has_table_privilege('audit', 'DELETE') AS "isRecordProtected",
  ARRAY(SELECT name FROM replica WHERE lease_until > now() ORDER BY started_at) AS replicas`;

const Server = z.object({ version: z.string(), isEncrypted: z.boolean(), hasTables: z.boolean() });
const Tables = z.object({
  format: z.int(),
  isRecordProtected: z.boolean(),
  replicas: z.array(z.string()),
});

/** Inspects a PostgreSQL without changing or migrating it: relays may be using it. */
export async function inspectPostgres(url: string): Promise<PostgresFacts> {
  const address = describePostgres(url);
  const isLocal = isOfThisMachine(new URL(url).hostname);
  try {
    const { hasTables, ...server } = await readServer(url);
    const tables = hasTables ? await readTables(url) : NO_TABLES;
    const record = tables.format === FORMAT ? await readRecord(url) : NO_RECORD;
    return { address, isLocal, inside: { kind: 'read', ...server, ...tables, ...record } };
  } catch (cause) {
    return { address, isLocal, inside: { kind: 'unreachable', cause: describeFault(cause) } };
  }
}

const NO_TABLES = { format: 0, isRecordProtected: true, replicas: [] };
const NO_RECORD = { lines: 0, brokenAt: undefined };

const isOfThisMachine = (host: string): boolean =>
  host === '' ||
  host === 'localhost' ||
  host === '[::1]' ||
  (isIP(host) === 4 && host.startsWith('127.'));

async function ask<Row>(url: string, row: z.ZodType<Row>, statement: string): Promise<Row> {
  const client = new pg.Client(clientSettings(url, NAME));
  client.on('error', () => {}); // the statement under way fails by itself
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return row.parse(rows[0]);
  } finally {
    await client.end();
  }
}

const readServer = (url: string) => ask(url, Server, SERVER);
const readTables = (url: string) => ask(url, Tables, TABLES);

async function readRecord(url: string) {
  const read = await readPostgres(url, systemClock, async ({ audit }) => ({
    lines: (await audit.last(1))[0]?.seq ?? 0,
    brokenAt: await firstBroken(audit.all()),
  }));
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
