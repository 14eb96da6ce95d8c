import type { SealedSecret, SecretStore } from '../../../secrets/secret-store.ts';
import { areSameSecrets, SecretRow } from '../secret-row.ts';
import type { Connection } from './connection.ts';

const COLUMNS = 'name, purpose, host, key_id, nonce, sealed, created_at, changed_at';

/** Stores sealed secrets in SQLite. It is read on every call: the commands at the console write there too. */
export function createSecretStore({ sql, read, write }: Connection): SecretStore {
  const insert = sql.prepare(
    `INSERT INTO secret (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET purpose = excluded.purpose, host = excluded.host,
       key_id = excluded.key_id, nonce = excluded.nonce, sealed = excluded.sealed,
       changed_at = excluded.changed_at`,
  );
  const select = sql.prepare(`SELECT ${COLUMNS} FROM secret WHERE name = ?`);
  const all = sql.prepare(`SELECT ${COLUMNS} FROM secret ORDER BY name`);
  const remove = sql.prepare('DELETE FROM secret WHERE name = ?');
  const clear = sql.prepare('DELETE FROM secret');

  const list = (): readonly SealedSecret[] => all.all().map((row) => SecretRow.parse(row));

  function put(secret: SealedSecret): void {
    const { name, purpose, host, keyId, nonce, sealed, createdAt, changedAt } = secret;
    insert.run(name, purpose, host ?? null, keyId, nonce, sealed, createdAt, changedAt);
  }

  return {
    put: (secret) => write(() => put(secret)),
    get: (name) =>
      read(() => {
        const row = select.get(name);
        return row && SecretRow.parse(row);
      }),
    list: () => read(list),
    remove: (name) => write(() => remove.run(name).changes > 0),
    replaceAll: ({ before, after }) =>
      write(() => {
        if (!areSameSecrets(list(), before)) return false;
        clear.run();
        for (const secret of after) put(secret);
        return true;
      }),
  };
}
