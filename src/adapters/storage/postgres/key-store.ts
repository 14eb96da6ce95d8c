import type { KeyStore } from '../../../access/key-store.ts';
import { ACCESS_KEY_COLUMNS, AccessKeyRow } from '../access-key-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const INSERT = statement(
  `INSERT INTO access_key (${ACCESS_KEY_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING`,
);
const FIND = statement(`SELECT ${ACCESS_KEY_COLUMNS} FROM access_key WHERE id = $1`);
const ALL = statement(
  `SELECT ${ACCESS_KEY_COLUMNS} FROM access_key ORDER BY created_at, id COLLATE "C"`,
);
const REVOKE = statement(
  'UPDATE access_key SET revoked_at = $1 WHERE name = $2 AND revoked_at IS NULL',
);
const USE = statement('UPDATE access_key SET used_at = $1 WHERE id = $2');

/** Stores keys. It is read on every call: the commands at the console write there too. */
export function createKeyStore(connection: PgConnection): KeyStore {
  const { rows, run } = connection;
  return {
    async add({ id, name, hash, scopes, source, createdAt, expiresAt, usedAt, revokedAt }) {
      const times = [createdAt, expiresAt ?? null, usedAt ?? null, revokedAt ?? null];
      const values = [id, name, Buffer.from(hash), scopes.join(','), source ?? null, ...times];
      return (await run(INSERT, ...values)) > 0;
    },
    async find(id) {
      const row = await firstRow(connection, FIND, id);
      return row && AccessKeyRow.parse(row);
    },
    list: async () => (await rows(ALL)).map((row) => AccessKeyRow.parse(row)),
    revoke: async (name, at) => (await run(REVOKE, at, name)) > 0,
    async noteUse(id, at) {
      await run(USE, at, id);
    },
  };
}
