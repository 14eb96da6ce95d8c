import pg from 'pg';
import { clientSettings } from './client.ts';
import { FORMAT, MIGRATIONS } from './migrations.ts';

/** Thrown for a database that another release wrote, or that this role may not change. */
class NotMigrated extends Error {
  override readonly name = 'NotMigrated';
}

/** The id tells one relay, with all of its replicas, from another. */
const CREATE_FORMAT =
  'CREATE TABLE relay_format (format integer NOT NULL, installation uuid NOT NULL DEFAULT gen_random_uuid())';

const LOCK = 'SELECT pg_advisory_xact_lock(20202)';

/** Runs the migrations that the database has not had yet, in one transaction; other replicas wait for it. */
export const migrate = (url: string, replica: string): Promise<void> =>
  withClient(url, replica, async (client) => {
    if ((await formatOf(client)) === FORMAT) return;
    await requireRights(client);
    await client.query(`BEGIN; ${LOCK}`);
    const present = await formatOf(client); // another replica may have been faster
    if (present === 0) await client.query(CREATE_FORMAT);
    for (const step of MIGRATIONS.slice(present)) await client.query(step);
    await client.query(
      present === 0
        ? `INSERT INTO relay_format (format) VALUES (${FORMAT})`
        : `UPDATE relay_format SET format = ${FORMAT}`,
    );
    await client.query('COMMIT');
  });

/** Explains what to do where relays run as a role that may not change tables. */
async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    "SELECT has_schema_privilege(current_schema(), 'CREATE') AS may",
  );
  if (rows[0]?.may === true) return;
  throw new NotMigrated(
    'has tables of another format, which this role may not change: run sms-relay migrate-database with DATABASE_OWNER_URL',
  );
}

/** Rejects for a database whose tables are of another format, in words. */
export const requireFormat = (url: string, replica: string): Promise<void> =>
  withClient(url, replica, async (client) => {
    const format = await formatOf(client);
    if (format !== FORMAT) throw new NotMigrated(otherFormat(format));
  });

async function withClient(
  url: string,
  replica: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  // A migration, and the wait for that of another replica, may take long.
  const patient = { statement_timeout: 0, query_timeout: 0 };
  const client = new pg.Client({ ...clientSettings(url, replica), ...patient });
  client.on('error', () => {}); // the statement under way fails by itself
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Returns the format version of the tables; 0 in a database that the relay never wrote. One of a later release is an error. */
async function formatOf(client: Pick<pg.Client, 'query'>): Promise<number> {
  const table = await client.query<{ found: boolean }>(
    "SELECT to_regclass('relay_format') IS NOT NULL AS found",
  );
  if (table.rows[0]?.found !== true) return 0;
  const { rows } = await client.query<{ format: number }>('SELECT format FROM relay_format');
  const format = rows[0]?.format ?? 0;
  if (format > FORMAT) throw new NotMigrated(newerFormat(format));
  return format;
}

/** Explains why a database of a later release is not opened: this one cannot see what it would break. */
const newerFormat = (format: number): string =>
  `was written by a newer sms-relay (format ${format}, this one reads ${FORMAT}): start that version`;

/** Explains why a command that does not migrate cannot use a database. */
const otherFormat = (format: number): string =>
  format === 0
    ? 'is not an sms-relay database'
    : `was written by an older sms-relay (format ${format}, this one reads ${FORMAT}): use that version, or start this one on it first`;
