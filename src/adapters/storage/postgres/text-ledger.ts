import type { TextCharge } from '../../../outbox/outbox.ts';
import type { TextLedger } from '../../../spending/text-ledger.ts';
import { ChargeRow, toTextCosts } from '../text-month-row.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

/** An attempt to send a text. */
interface Attempt {
  readonly id: number;
  readonly attempts: number;
}

const FIND = statement('SELECT * FROM text_month WHERE month = $1');
const ADD = statement(
  `INSERT INTO text_month AS m (month, received, sent, micros) VALUES ($1, $2, $3, $4)
   ON CONFLICT (month) DO UPDATE SET received = m.received + excluded.received, sent = m.sent + excluded.sent,
     micros = m.micros + excluded.micros`,
);
const CREATE = statement('INSERT INTO text_month (month) VALUES ($1) ON CONFLICT DO NOTHING');
const CHARGE = statement(
  `UPDATE text_month SET sent = sent + 1, micros = micros + $2
   WHERE month = $1 AND ($3::bigint IS NULL OR micros + $2 <= $3)`,
);
const DROP = statement('UPDATE text_month SET dropped = dropped + 1 WHERE month = $1');
const FIND_CHARGE = statement(
  'SELECT month, micros, is_billed FROM handover WHERE text = $1 AND attempt = $2 FOR UPDATE',
);
const BILL = statement(
  'UPDATE handover SET micros = $1, is_billed = true WHERE text = $2 AND attempt = $3',
);
const CORRECT = statement(
  `UPDATE text_month SET sent = sent + $2, micros = micros + $3, billed_micros = billed_micros + $4
   WHERE month = $1`,
);

/** Charges for a text that goes out; returns false, and counts it as dropped, when its limit leaves no room. */
export async function chargeForText(
  inside: PgConnection,
  { month, micros, limitMicros }: TextCharge,
): Promise<boolean> {
  await inside.run(CREATE, month);
  if ((await inside.run(CHARGE, month, micros, limitMicros ?? null)) === 1) return true;
  await inside.run(DROP, month);
  return false;
}

/** Replaces the charge of an attempt by the price that the carrier reports, if it reports one. */
export async function billAttempt(
  inside: PgConnection,
  attempt: Attempt,
  micros: number | undefined,
): Promise<void> {
  if (micros === undefined) return;
  const before = await chargeOf(inside, attempt);
  if (!before) return;
  await inside.run(BILL, micros, attempt.id, attempt.attempts);
  await inside.run(CORRECT, before.month, 0, micros - before.micros, micros - before.billed);
}

/** Takes back the charge of an attempt that never was. */
export async function takeBackCharge(inside: PgConnection, attempt: Attempt): Promise<void> {
  const before = await chargeOf(inside, attempt);
  if (!before) return;
  await inside.run(CORRECT, before.month, -1, -before.micros, -before.billed);
}

async function chargeOf(inside: PgConnection, { id, attempts }: Attempt) {
  const row = await firstRow(inside, FIND_CHARGE, id, attempts);
  if (!row) return undefined;
  const { month, micros, is_billed } = ChargeRow.parse(row);
  return month === null ? undefined : { month, micros, billed: is_billed ? micros : 0 };
}

/** Stores the cost of texts in PostgreSQL. */
export const createTextLedger = (connection: PgConnection): TextLedger => ({
  ofMonth: async (month) => toTextCosts(await firstRow(connection, FIND, month)),
  async add(month, { received, sent, micros }) {
    await connection.run(ADD, month, received, sent, micros);
  },
});
