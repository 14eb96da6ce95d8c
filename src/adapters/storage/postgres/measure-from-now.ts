import { z } from 'zod';
import type { Elapsed } from '../elapsed.ts';
import { type PgConnection, statement } from './connection.ts';

const WRONG = statement('SELECT person, at, NULL AS id FROM wrong_code');
const ASKED = statement('SELECT person, at, run AS id FROM pending_approval');
const SAID = statement('SELECT person, at, id FROM dialogue');

const Row = z.object({ person: z.string(), at: z.int(), id: z.string().nullable() });

interface Measures {
  readonly sinceWrong: Elapsed;
  readonly sinceAsked: Elapsed;
  readonly sinceSaid: Elapsed;
}

/** Begins to measure the time since each stored moment by the steady clock. */
export async function measureFromNow(
  { rows }: Pick<PgConnection, 'rows'>,
  { sinceWrong, sinceAsked, sinceSaid }: Measures,
): Promise<void> {
  for (const [what, elapsed] of [
    [WRONG, sinceWrong],
    [ASKED, sinceAsked],
    [SAID, sinceSaid],
  ] as const) {
    for (const row of await rows(what)) {
      const { person, at, id } = Row.parse(row);
      elapsed.since(person, id === null ? { at } : { at, id });
    }
  }
}
