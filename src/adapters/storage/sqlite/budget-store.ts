import { z } from 'zod';
import type { Spending, SpendLedger } from '../../../assistant/budget.ts';
import type { Connection } from './connection.ts';

const Sum = z.object({ micros: z.int(), open: z.int(), calls: z.int() });
const Id = z.object({ id: z.int() });
const Day = z.object({ day: z.string() });

const SUM = `SELECT coalesce(sum(micros), 0) AS micros,
  coalesce(sum(micros) FILTER (WHERE open = 1), 0) AS open, count(*) AS calls FROM spending`;

/** Stores the cost of calls to Claude. A call interrupted by a crash stays at its worst case. */
export function createBudgetStore({ sql, read, write }: Connection): SpendLedger {
  const ofDay = sql.prepare(`${SUM} WHERE day = ?`);
  const ofPerson = sql.prepare(`${SUM} WHERE day = ? AND person = ?`);
  const ofMonth = sql.prepare(`${SUM} WHERE day >= ? AND day <= ?`);
  const insert = sql.prepare(
    'INSERT INTO spending (day, person, at, micros) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const dayOf = sql.prepare('SELECT day FROM spending WHERE id = ?');
  const update = sql.prepare('UPDATE spending SET micros = ?, open = 0 WHERE id = ?');
  const flip = sql.prepare(
    `INSERT INTO switch (name, is_on) VALUES ('assistant', ?)
     ON CONFLICT (name) DO UPDATE SET is_on = excluded.is_on`,
  );
  const state = sql.prepare("SELECT is_on FROM switch WHERE name = 'assistant'");

  const spent = (day: string, person?: string): Spending =>
    Sum.parse(person === undefined ? ofDay.get(day) : ofPerson.get(day, person));
  const isOff = (): boolean => state.get()?.['is_on'] === 0;

  return {
    spent: (day, person) => read(() => spent(day, person)),
    spentInMonth: (month) => read(() => Sum.parse(ofMonth.get(`${month}-01`, `${month}-31`))),
    reserve: ({ day, person, micros, at }, { dayMicros, personMicros }) =>
      write(() => {
        if (isOff()) return { is: 'off' };
        const all = spent(day);
        if (all.micros + micros > dayMicros) return { is: 'exhausted', whose: 'day', ofDay: all };
        if (spent(day, person).micros + micros > personMicros) {
          return { is: 'exhausted', whose: 'person', ofDay: all };
        }
        return { is: 'reserved', id: Id.parse(insert.get(day, person, at, micros)).id };
      }),
    settle: (id, micros) =>
      write(() => {
        const { day } = Day.parse(dayOf.get(id));
        const before = spent(day);
        update.run(micros, id);
        return { before, after: spent(day) };
      }),
    isOff: () => read(isOff),
    turn: (to) => write(() => void flip.run(to === 'on' ? 1 : 0)),
  };
}
