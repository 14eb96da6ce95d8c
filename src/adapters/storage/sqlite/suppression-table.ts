import { z } from 'zod';
import { OPTED_OUT } from '../../../outbox/carrier-errors.ts';
import { suppressionChange } from '../../../outbox/suppression-change.ts';
import type { Suppression } from '../../../outbox/suppressions.ts';
import type { Connection } from './connection.ts';

const Row = z.object({ address: z.string(), code: z.number(), since: z.number() });

/** The rows of the suppressed addresses, for decisions that concern more than one table. */
export interface SuppressionTable {
  readonly of: (address: string) => Suppression | undefined;
  add(suppression: Suppression): void;
  /** Applies an incoming text to the suppression of its sender. */
  apply(address: string, word: Parameters<typeof suppressionChange>[1], at: number): void;
  readonly all: () => readonly Suppression[];
}

export function createSuppressionTable({ sql }: Pick<Connection, 'sql'>): SuppressionTable {
  const find = sql.prepare('SELECT address, code, since FROM silence WHERE address = ?');
  const insert = sql.prepare(
    `INSERT INTO silence (address, code, since) VALUES (?, ?, ?)
     ON CONFLICT (address) DO UPDATE SET code = excluded.code WHERE code <> excluded.code`,
  );
  const remove = sql.prepare('DELETE FROM silence WHERE address = ?');
  const all = sql.prepare('SELECT address, code, since FROM silence ORDER BY since');

  const of = (address: string): Suppression | undefined => {
    const row = find.get(address);
    return row && Row.parse(row);
  };
  return {
    of,
    add({ address, code, since }) {
      insert.run(address, code, since);
    },
    apply(address, word, at) {
      const change = suppressionChange(of(address), word);
      if (change === 'opt-out') insert.run(address, OPTED_OUT, at);
      else if (change === 'remove') remove.run(address);
    },
    all: () => all.all().map((row) => Row.parse(row)),
  };
}
