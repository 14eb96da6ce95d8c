import { z } from 'zod';
import type { Spending, SpendLedger } from '../../../assistant/budget.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const Sum = z.object({ micros: z.int(), open: z.int(), calls: z.int() });
const Id = z.object({ id: z.int() });
const Day = z.object({ day: z.string() });

const SUM = `SELECT coalesce(sum(micros), 0)::bigint AS micros,
  coalesce(sum(micros) FILTER (WHERE open), 0)::bigint AS open, count(*) AS calls FROM spending`;
const OF_DAY = statement(`${SUM} WHERE day = $1`);
const OF_PERSON = statement(`${SUM} WHERE day = $1 AND person = $2`);
const OF_MONTH = statement(`${SUM} WHERE day >= $1 AND day <= $2`);
const INSERT = statement(
  'INSERT INTO spending (day, person, at, micros) VALUES ($1, $2, $3, $4) RETURNING id',
);
const DAY_OF = statement('SELECT day FROM spending WHERE id = $1');
const SETTLE = statement('UPDATE spending SET micros = $1, open = false WHERE id = $2');
const TURN = statement(
  `INSERT INTO switch (name, is_on) VALUES ('assistant', $1)
   ON CONFLICT (name) DO UPDATE SET is_on = excluded.is_on`,
);
const IS_OFF = statement("SELECT 1 FROM switch WHERE name = 'assistant' AND NOT is_on");

/** Stores the cost of calls to Claude. A call interrupted by a crash stays at its worst case. */
export function createBudgetStore(connection: PgConnection): SpendLedger {
  const spent = async (inside: PgConnection, day: string, person?: string): Promise<Spending> =>
    Sum.parse(
      person === undefined
        ? await firstRow(inside, OF_DAY, day)
        : await firstRow(inside, OF_PERSON, day, person),
    );
  const isOff = async (inside: PgConnection): Promise<boolean> =>
    (await firstRow(inside, IS_OFF)) !== undefined;

  return {
    spent: (day, person) => spent(connection, day, person),
    spentInMonth: async (month) =>
      Sum.parse(await firstRow(connection, OF_MONTH, `${month}-01`, `${month}-31`)),
    reserve: ({ day, person, micros, at }, { dayMicros, personMicros }) =>
      connection.decide(async (inside) => {
        if (await isOff(inside)) return { is: 'off' };
        const all = await spent(inside, day);
        if (all.micros + micros > dayMicros) return { is: 'exhausted', whose: 'day', ofDay: all };
        if ((await spent(inside, day, person)).micros + micros > personMicros) {
          return { is: 'exhausted', whose: 'person', ofDay: all };
        }
        const row = await firstRow(inside, INSERT, day, person, at, micros);
        return { is: 'reserved', id: Id.parse(row).id };
      }),
    settle: (id, micros) =>
      connection.decide(async (inside) => {
        const { day } = Day.parse(await firstRow(inside, DAY_OF, id));
        const before = await spent(inside, day);
        await inside.run(SETTLE, micros, id);
        return { before, after: await spent(inside, day) };
      }),
    isOff: () => isOff(connection),
    async turn(to) {
      await connection.run(TURN, to === 'on');
    },
  };
}
