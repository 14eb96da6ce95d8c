import type { SealedSecret, SecretStore } from '../../../secrets/secret-store.ts';
import { areSameSecrets, SecretRow } from '../secret-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const COLUMNS = 'name, purpose, host, key_id, nonce, sealed, created_at, changed_at';

const PUT = statement(
  `INSERT INTO secret (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (name) DO UPDATE SET purpose = excluded.purpose, host = excluded.host, key_id = excluded.key_id,
     nonce = excluded.nonce, sealed = excluded.sealed, changed_at = excluded.changed_at`,
);
const FIND = statement(`SELECT ${COLUMNS} FROM secret WHERE name = $1`);
const ALL = statement(`SELECT ${COLUMNS} FROM secret ORDER BY name COLLATE "C"`);
const DELETE = statement('DELETE FROM secret WHERE name = $1');
const CLEAR = statement('DELETE FROM secret');

/** Stores sealed secrets. It is read on every call: the commands at the console write there too. */
export function createSecretStore(connection: PgConnection): SecretStore {
  async function put(
    { run }: Pick<PgConnection, 'run'>,
    { name, purpose, host, keyId, nonce, sealed, createdAt, changedAt }: SealedSecret,
  ): Promise<void> {
    const value = [keyId, Buffer.from(nonce), Buffer.from(sealed)];
    await run(PUT, name, purpose, host ?? null, ...value, createdAt, changedAt);
  }

  const list = async ({ rows }: Pick<PgConnection, 'rows'>): Promise<readonly SealedSecret[]> =>
    (await rows(ALL)).map((row) => SecretRow.parse(row));

  return {
    put: (secret) => put(connection, secret),
    async get(name) {
      const row = await firstRow(connection, FIND, name);
      return row && SecretRow.parse(row);
    },
    list: () => list(connection),
    remove: async (name) => (await connection.run(DELETE, name)) > 0,
    replaceAll: ({ before, after }) =>
      connection.decide(async (inside) => {
        if (!areSameSecrets(await list(inside), before)) return false;
        await inside.run(CLEAR);
        for (const secret of after) await put(inside, secret);
        return true;
      }),
  };
}
