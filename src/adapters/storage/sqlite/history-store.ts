import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { DIALOGUE_TTL_MS, type History, MAX_TURNS } from '../../../assistant/history.ts';
import type { PersonId } from '../../../people/person.ts';
import { DialogueMoment, DialogueRow } from '../dialogue-row.ts';
import type { Elapsed } from '../elapsed.ts';
import type { Connection } from './connection.ts';

/** Stores the dialogues with Claude in SQLite, one row a person. */
export function createHistoryStore({ sql, read, write }: Connection, elapsed: Elapsed): History {
  const find = sql.prepare('SELECT person, id, at, turns FROM dialogue WHERE person = ?');
  const moments = sql.prepare('SELECT person, id, at FROM dialogue');
  const replace = sql.prepare(
    'INSERT OR REPLACE INTO dialogue (person, id, at, turns) VALUES (?, ?, ?, ?)',
  );
  const remove = sql.prepare('DELETE FROM dialogue WHERE person = ?');
  for (const row of moments.all()) isIdle(DialogueMoment.parse(row)); // the time runs from the start on

  function isIdle({ person, id, at }: z.infer<typeof DialogueMoment>): boolean {
    return elapsed.since(person, { at, id }) > DIALOGUE_TTL_MS;
  }

  function removeIdle(): void {
    for (const row of moments.all()) {
      const moment = DialogueMoment.parse(row);
      if (isIdle(moment)) remove.run(moment.person);
    }
  }

  function dialogueOf(person: PersonId): z.infer<typeof DialogueRow> | undefined {
    const row = find.get(person);
    return row && DialogueRow.parse(row);
  }

  return {
    open: (person) =>
      write(() => {
        removeIdle();
        const dialogue = dialogueOf(person);
        if (dialogue) return dialogue;
        const id = randomUUID();
        replace.run(person, id, elapsed.start(person, id), '[]');
        return { id, turns: [] };
      }),
    add: (person, id, added) =>
      write(() => {
        const dialogue = dialogueOf(person);
        if (dialogue?.id !== id) return;
        const turns = [...dialogue.turns, ...added].slice(-MAX_TURNS);
        replace.run(person, id, elapsed.start(person, id), JSON.stringify(turns));
      }),
    /** Home is texted often, and mostly there is no dialogue: a look at it waits for no commit. */
    async forget(person) {
      if (await read(() => find.get(person))) await write(() => void remove.run(person));
    },
    forgetIdle: () => write(removeIdle),
  };
}
