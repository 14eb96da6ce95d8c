import { z } from 'zod';
import type { Suppressions } from '../../../outbox/suppressions.ts';
import type { Database } from './database.ts';

const Row = z.object({ address: z.string(), code: z.number(), since: z.number() });

/** Stores in SQLite the addresses that get no texts. */
export function createSuppressionStore({ sql }: Database): Suppressions {
  const find = sql.prepare('SELECT address, code, since FROM silence WHERE address = ?');
  const insert = sql.prepare(
    `INSERT INTO silence (address, code, since) VALUES (?, ?, ?)
     ON CONFLICT (address) DO UPDATE SET code = excluded.code WHERE code <> excluded.code`,
  );
  const remove = sql.prepare('DELETE FROM silence WHERE address = ?');
  const all = sql.prepare('SELECT address, code, since FROM silence ORDER BY since');

  return {
    of(address) {
      const row = find.get(address);
      return row && Row.parse(row);
    },
    add({ address, code, since }) {
      insert.run(address, code, since);
    },
    remove(address) {
      remove.run(address);
    },
    all: () => all.all().map((row) => Row.parse(row)),
  };
}
