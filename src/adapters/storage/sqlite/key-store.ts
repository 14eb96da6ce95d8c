import type { KeyStore } from '../../../access/key-store.ts';
import { ACCESS_KEY_COLUMNS, AccessKeyRow } from '../access-key-row.ts';
import type { Connection } from './connection.ts';

/** Stores keys in SQLite. It is read on every call: the commands at the console write there too. */
export function createKeyStore({ sql, read, write }: Connection): KeyStore {
  const insert = sql.prepare(
    `INSERT INTO access_key (${ACCESS_KEY_COLUMNS}) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
     WHERE NOT EXISTS (SELECT 1 FROM access_key WHERE name = ? AND revoked_at IS NULL)`,
  );
  const find = sql.prepare(`SELECT ${ACCESS_KEY_COLUMNS} FROM access_key WHERE id = ?`);
  const all = sql.prepare(`SELECT ${ACCESS_KEY_COLUMNS} FROM access_key ORDER BY created_at, id`);
  const revoke = sql.prepare(
    'UPDATE access_key SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL',
  );
  const use = sql.prepare('UPDATE access_key SET used_at = ? WHERE id = ?');

  return {
    add: ({ id, name, hash, scopes, source, createdAt, expiresAt, usedAt, revokedAt }) =>
      write(() => {
        const times = [createdAt, expiresAt ?? null, usedAt ?? null, revokedAt ?? null];
        return (
          insert.run(id, name, hash, scopes.join(','), source ?? null, ...times, name).changes > 0
        );
      }),
    find: (id) =>
      read(() => {
        const row = find.get(id);
        return row && AccessKeyRow.parse(row);
      }),
    list: () => read(() => all.all().map((row) => AccessKeyRow.parse(row))),
    revoke: (name, at) => write(() => revoke.run(at, name).changes > 0),
    noteUse: (id, at) => write(() => void use.run(at, id)),
  };
}
