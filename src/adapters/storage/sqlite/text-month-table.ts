import type { z } from 'zod';
import type { TextCharge } from '../../../outbox/outbox.ts';
import type { SpentTexts, TextCosts } from '../../../spending/text-ledger.ts';
import { ChargeRow, toTextCosts } from '../text-month-row.ts';
import type { Connection } from './connection.ts';

/** An attempt to send a text. */
interface Attempt {
  readonly id: number;
  readonly attempts: number;
}

/** The costs of texts, for decisions that concern more than one table. */
export interface TextMonthTable {
  readonly of: (month: string) => TextCosts;
  add(month: string, texts: SpentTexts): void;
  /** Charges for a text that goes out; returns false, and counts it as dropped, when its limit leaves no room. */
  charge(charge: TextCharge): boolean;
  /** Replaces the charge of an attempt by the price that the carrier reports. */
  bill(attempt: Attempt, micros: number): void;
  /** Takes back the charge of an attempt that never was. */
  takeBack(attempt: Attempt): void;
}

export function createTextMonthTable({ sql }: Pick<Connection, 'sql'>): TextMonthTable {
  const find = sql.prepare('SELECT * FROM text_month WHERE month = ?');
  const create = sql.prepare('INSERT INTO text_month (month) VALUES (?) ON CONFLICT DO NOTHING');
  const add = sql.prepare(
    `UPDATE text_month SET received = received + :received, sent = sent + :sent, dropped = dropped + :dropped,
       micros = micros + :micros, billed_micros = billed_micros + :billed
     WHERE month = :month AND (:limit IS NULL OR micros + :micros <= :limit)`,
  );
  const findCharge = sql.prepare(
    'SELECT month, micros, is_billed FROM handover WHERE text = ? AND attempt = ?',
  );
  const updateCharge = sql.prepare(
    'UPDATE handover SET micros = ?, is_billed = 1 WHERE text = ? AND attempt = ?',
  );

  interface Change extends Partial<TextCosts> {
    readonly limit?: number | undefined;
  }

  function change(month: string, { billedMicros = 0, ...by }: Change): boolean {
    create.run(month);
    const nothing = { received: 0, sent: 0, dropped: 0, micros: 0 };
    const { limit, ...counts } = { ...nothing, ...by };
    return add.run({ ...counts, month, billed: billedMicros, limit: limit ?? null }).changes > 0;
  }

  const chargeOf = ({ id, attempts }: Attempt) => {
    const row = findCharge.get(id, attempts);
    const { month, micros, is_billed } = row ? ChargeRow.parse(row) : NO_CHARGE;
    return month === null ? undefined : { month, micros, billed: is_billed ? micros : 0 };
  };

  return {
    of: (month) => toTextCosts(find.get(month)),
    add: (month, texts) => void change(month, texts),
    charge({ month, micros, limitMicros: limit }) {
      if (change(month, { sent: 1, micros, limit })) return true;
      change(month, { dropped: 1 });
      return false;
    },
    bill(attempt, micros) {
      const before = chargeOf(attempt);
      if (!before) return;
      updateCharge.run(micros, attempt.id, attempt.attempts);
      const by = { micros: micros - before.micros, billedMicros: micros - before.billed };
      change(before.month, by);
    },
    takeBack(attempt) {
      const before = chargeOf(attempt);
      if (!before) return;
      const { month, micros, billed } = before;
      change(month, { sent: -1, micros: -micros, billedMicros: -billed });
    },
  };
}

const NO_CHARGE: z.infer<typeof ChargeRow> = { month: null, micros: 0, is_billed: false };
