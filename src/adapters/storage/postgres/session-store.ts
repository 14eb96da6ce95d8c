import { z } from 'zod';
import { parseSession } from '../../../conversation/parse-session.ts';
import type { Sessions } from '../../../conversation/sessions.ts';
import type { Clock } from '../../../core/clock.ts';
import { ANY_VERSION, type SessionRow } from '../../../core/reply.ts';
import type { PersonId } from '../../../people/person.ts';
import { createBatcher } from './batcher.ts';
import { type PgConnection, statement } from './connection.ts';

const Row = z.object({ person: z.string(), version: z.int(), at: z.int(), state: z.string() });

const FIND = statement('SELECT person, version, at, state FROM session WHERE person = ANY($1)');
const MOVE = statement(
  `INSERT INTO session AS s (person, version, at, state) VALUES ($1, $2 + 1, $3, $4)
   ON CONFLICT (person) DO UPDATE SET version = s.version + 1, at = excluded.at, state = excluded.state
     WHERE s.version = $2 OR $2 = ${ANY_VERSION}`,
);
const DELETE = statement("UPDATE session SET version = version + 1, state = '' WHERE person = $1");

/** Writes a session; returns false when another replica has moved the person on. */
export const moveSession = async (
  connection: Pick<PgConnection, 'run'>,
  { person, version, state }: SessionRow,
  at: number,
): Promise<boolean> => (await connection.run(MOVE, person, version, at, state)) === 1;

interface Settings {
  readonly clock: Pick<Clock, 'now'>;
  readonly idleMs: number;
}

/** Stores sessions where every replica finds them; each is written together with an answer. */
export function createSessionStore(
  connection: PgConnection,
  { clock, idleMs }: Settings,
): Sessions {
  /** The version of each session when it was last read. Texts of one person are handled one after another. */
  const versions = new Map<PersonId, number>();

  const read = createBatcher({
    async run(people: readonly PersonId[]) {
      const rows = await connection.rows(FIND, people);
      const found = new Map(rows.map((row) => [row['person'], Row.parse(row)]));
      return people.map((person) => ({ row: found.get(person) }));
    },
  });

  const rowOf: Sessions['rowOf'] = (person, session) => ({
    person,
    version: versions.get(person) ?? 0,
    state: JSON.stringify(session),
  });

  return {
    async get(person) {
      const { row } = await read(person);
      versions.set(person, row?.version ?? 0);
      if (!row || clock.now() - row.at > idleMs) return undefined;
      return parseSession(row.state);
    },
    async set(person, session) {
      const row = { ...rowOf(person, session), version: ANY_VERSION };
      await moveSession(connection, row, clock.now());
    },
    async delete(person) {
      await connection.run(DELETE, person);
    },
    rowOf,
  };
}
