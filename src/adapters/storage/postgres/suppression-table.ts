import { z } from 'zod';
import { OPTED_OUT } from '../../../outbox/carrier-errors.ts';
import { suppressionChange } from '../../../outbox/suppression-change.ts';
import type { Suppression, Suppressions } from '../../../outbox/suppressions.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const Row = z.object({ address: z.string(), code: z.number(), since: z.number() });

const FIND = statement('SELECT address, code, since FROM suppression WHERE address = $1');
const INSERT = statement(
  `INSERT INTO suppression AS s (address, code, since) VALUES ($1, $2, $3)
   ON CONFLICT (address) DO UPDATE SET code = excluded.code WHERE s.code <> excluded.code`,
);
const DELETE = statement('DELETE FROM suppression WHERE address = $1');
const ALL = statement('SELECT address, code, since FROM suppression ORDER BY since');

async function find(
  connection: Pick<PgConnection, 'rows'>,
  address: string,
): Promise<Suppression | undefined> {
  const row = await firstRow(connection, FIND, address);
  return row && Row.parse(row);
}

export async function addSuppression(
  connection: PgConnection,
  { address, code, since }: Suppression,
): Promise<void> {
  await connection.run(INSERT, address, code, since);
}

/** Applies an incoming text to the suppression of its sender. */
export async function applyToSuppression(
  inside: PgConnection,
  address: string,
  word: Parameters<typeof suppressionChange>[1],
  at: number,
): Promise<void> {
  const change = suppressionChange(await find(inside, address), word);
  if (change === 'opt-out') await inside.run(INSERT, address, OPTED_OUT, at);
  else if (change === 'remove') await inside.run(DELETE, address);
}

/** Stores the addresses that get no texts. */
export const createSuppressionStore = (connection: PgConnection): Suppressions => ({
  of: (address) => find(connection, address),
  all: async () => (await connection.rows(ALL)).map((row) => Row.parse(row)),
});
