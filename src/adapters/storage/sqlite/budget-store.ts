import { z } from 'zod';
import type { SpendLedger } from '../../../assistant/budget.ts';
import type { Database } from './database.ts';

const Sum = z.object({ micros: z.int(), open: z.int(), calls: z.int() });

const SUM = `SELECT coalesce(sum(micros), 0) AS micros,
  coalesce(sum(micros) FILTER (WHERE open = 1), 0) AS open, count(*) AS calls FROM spending`;

/** Stores the cost of calls to Claude. A call interrupted by a crash stays at its worst case. */
export function createBudgetStore({ sql }: Pick<Database, 'sql'>): SpendLedger {
  const ofDay = sql.prepare(`${SUM} WHERE day = ?`);
  const ofPerson = sql.prepare(`${SUM} WHERE day = ? AND person = ?`);
  const insert = sql.prepare(
    'INSERT INTO spending (day, person, at, micros) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const update = sql.prepare('UPDATE spending SET micros = ?, open = 0 WHERE id = ?');
  const flip = sql.prepare(
    `INSERT INTO switch (name, is_on) VALUES ('assistant', ?)
     ON CONFLICT (name) DO UPDATE SET is_on = excluded.is_on`,
  );
  const state = sql.prepare("SELECT is_on FROM switch WHERE name = 'assistant'");

  return {
    spent: (day, person) =>
      Sum.parse(person === undefined ? ofDay.get(day) : ofPerson.get(day, person)),
    reserve: ({ day, person, micros, at }) =>
      z.object({ id: z.int() }).parse(insert.get(day, person, at, micros)).id,
    settle: (id, micros) => {
      update.run(micros, id);
    },
    isOff: () => state.get()?.['is_on'] === 0,
    turn: (to) => {
      flip.run(to === 'on' ? 1 : 0);
    },
  };
}
