import pg from 'pg';
import { err, ok, type Result } from '../../../core/result.ts';
import { describePostgres } from '../postgres-url.ts';
import { clientSettings } from './client.ts';
import { describeFault } from './faults.ts';
import { migrate } from './migrate.ts';

interface Addresses {
  /** With the role that owns the tables. */
  readonly owner: string;
  /** With the role that relays run as. */
  readonly url: string;
}

const NAME = 'console';

/**
 * Brings the tables up to date as their owner, and lets the role that relays run as use them: it can neither change the
 * tables nor the record of actions, to which it only adds.
 */
export async function migrateAsOwner({
  owner,
  url,
}: Addresses): Promise<Result<{ readonly role: string }, string>> {
  try {
    await migrate(owner, NAME);
    const role = await roleOf(url);
    if (role !== (await roleOf(owner))) await grant(owner, role);
    return ok({ role });
  } catch (cause) {
    return err(`${describePostgres(owner)} ${describeFault(cause)}`);
  }
}

async function roleOf(url: string): Promise<string> {
  await using connected = await connect(url);
  const { rows } = await connected.client.query<{ role: string }>('SELECT current_user AS role');
  return rows[0]?.role ?? '';
}

async function grant(owner: string, name: string): Promise<void> {
  await using connected = await connect(owner);
  const { client } = connected;
  const role = client.escapeIdentifier(name);
  const { rows } = await client.query<{ schema: string }>('SELECT current_schema() AS schema');
  const schema = client.escapeIdentifier(rows[0]?.schema ?? 'public');
  await client.query(`
    BEGIN;
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM ${role};
    REVOKE INSERT, UPDATE, DELETE ON relay_format FROM ${role};
    COMMIT;`);
}

async function connect(url: string) {
  const client = new pg.Client(clientSettings(url, NAME));
  client.on('error', () => {}); // the statement under way fails by itself
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
