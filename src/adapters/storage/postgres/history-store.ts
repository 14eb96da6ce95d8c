import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { DIALOGUE_TTL_MS, type History, MAX_TURNS } from '../../../assistant/history.ts';
import type { PersonId } from '../../../people/person.ts';
import { DialogueMoment, DialogueRow } from '../dialogue-row.ts';
import type { Elapsed } from '../elapsed.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const FIND = statement('SELECT person, id, at, turns FROM dialogue WHERE person = $1');
const MOMENTS = statement('SELECT person, id, at FROM dialogue');
const REPLACE = statement(
  `INSERT INTO dialogue (person, id, at, turns) VALUES ($1, $2, $3, $4)
   ON CONFLICT (person) DO UPDATE SET id = excluded.id, at = excluded.at, turns = excluded.turns`,
);
const DELETE = statement('DELETE FROM dialogue WHERE person = $1');

/** Stores the dialogues with Claude, one row a person. */
export function createHistoryStore(connection: PgConnection, elapsed: Elapsed): History {
  const { decide } = connection;

  const isIdle = ({ person, id, at }: z.infer<typeof DialogueMoment>): boolean =>
    elapsed.since(person, { at, id }) > DIALOGUE_TTL_MS;

  async function removeIdle(inside: PgConnection): Promise<void> {
    for (const row of await inside.rows(MOMENTS)) {
      const moment = DialogueMoment.parse(row);
      if (isIdle(moment)) await inside.run(DELETE, moment.person);
    }
  }

  async function dialogueOf(inside: PgConnection, person: PersonId) {
    const row = await firstRow(inside, FIND, person);
    return row && DialogueRow.parse(row);
  }

  return {
    open: (person) =>
      decide(async (inside) => {
        await removeIdle(inside);
        const dialogue = await dialogueOf(inside, person);
        if (dialogue) return dialogue;
        const id = randomUUID();
        await inside.run(REPLACE, person, id, elapsed.start(person, id), '[]');
        return { id, turns: [] };
      }),
    add: (person, id, added) =>
      decide(async (inside) => {
        const dialogue = await dialogueOf(inside, person);
        if (dialogue?.id !== id) return;
        const turns = [...dialogue.turns, ...added].slice(-MAX_TURNS);
        await inside.run(REPLACE, person, id, elapsed.start(person, id), JSON.stringify(turns));
      }),
    /** Home is texted often, and mostly there is no dialogue: a look at it decides nothing. */
    async forget(person) {
      const isThere = (await firstRow(connection, FIND, person)) !== undefined;
      if (isThere) await decide((inside) => inside.run(DELETE, person));
    },
    forgetIdle: () => decide(removeIdle),
  };
}
