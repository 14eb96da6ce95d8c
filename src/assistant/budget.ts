import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type AssistantError, formatMoney } from './assistant-error.ts';

/** Money is counted in millionths of a dollar. */
export interface Spending {
  readonly micros: number;
  /** Set aside for calls whose cost is not known yet. */
  readonly open: number;
  readonly calls: number;
}

/** What was spent, kept where a crash does not lose it. What is set aside counts as spent. */
export interface SpendLedger {
  spent(day: string, person?: PhoneNumber): Spending;
  /** A call that is about to be made, at its worst. */
  setAside(call: { day: string; person: PhoneNumber; micros: number; at: number }): number;
  /** What it really cost. */
  settle(id: number, micros: number): void;
  isOff(): boolean;
  turn(to: 'on' | 'off'): void;
}

/** Money that was set aside for one call. */
export interface Reservation {
  readonly settle: (micros: number) => void;
}

/** What one person's questions are paid from. */
export interface Meter {
  readonly hold: (worstMicros: number) => Promise<Result<Reservation, AssistantError>>;
}

interface Dependencies {
  readonly ledger: SpendLedger;
  readonly limits: { readonly dayMicros: number; readonly personMicros: number };
  readonly time: LocalTime;
  /** Commits work, after waiting for a database that another process holds. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  /** Tells the owners, once for each key. Belongs into a transaction. */
  readonly tellOwners: (key: string, text: string) => void;
  readonly log: { error(details: object, message: string): void };
}

/** Money for Claude: held back before it is spent, and never more of it than the owner allowed. */
export interface Budget {
  readonly meterOf: (person: PhoneNumber) => Meter;
  readonly isOff: () => boolean;
  readonly turn: (to: 'on' | 'off') => Promise<void>;
  /** `Claude today: $0.12 of $1.00, 9 calls.` */
  readonly report: (person: PhoneNumber) => string;
}

const MARKS = [100, 80, 50] as const;

export function createBudget({
  ledger,
  limits,
  time,
  commit,
  tellOwners,
  log,
}: Dependencies): Budget {
  const { dayMicros, personMicros } = limits;

  /** What cannot be written down is not spent. */
  const closed = <T>(work: () => Result<T, AssistantError>): Promise<Result<T, AssistantError>> =>
    commit(work).catch((cause: unknown) => {
      log.error({ err: cause }, 'the budget cannot be read or written');
      return err({ kind: 'budget-closed' });
    });

  const hold = (person: PhoneNumber, worst: number): Promise<Result<Reservation, AssistantError>> =>
    closed(() => {
      if (ledger.isOff()) return err({ kind: 'off' });
      const day = time.today();
      const whose = shortOf(day, person, worst);
      if (whose !== undefined) return refuse(day, whose);
      const id = ledger.setAside({ day, person, micros: worst, at: time.now() });
      return ok({ settle: (micros) => settle(id, day, micros) });
    });

  /** Whose money does not cover this. */
  function shortOf(day: string, person: PhoneNumber, worst: number): 'day' | 'person' | undefined {
    if (ledger.spent(day).micros + worst > dayMicros) return 'day';
    return ledger.spent(day, person).micros + worst > personMicros ? 'person' : undefined;
  }

  function refuse(day: string, whose: 'day' | 'person'): Result<never, AssistantError> {
    if (whose === 'day' && ledger.spent(day).open === 0) tell(day, 100);
    const limitMicros = whose === 'day' ? dayMicros : personMicros;
    return err({ kind: 'budget-empty', whose, limitMicros });
  }

  /** If the real cost cannot be written down, the worst case stays written. */
  function settle(id: number, day: string, micros: number): void {
    void closed(() => {
      ledger.settle(id, micros);
      const spent = ledger.spent(day);
      const percent = ((spent.micros - spent.open) / dayMicros) * 100;
      const mark = MARKS.find((it) => percent >= it);
      if (mark !== undefined) tell(day, mark);
      return ok(undefined);
    });
  }

  function tell(day: string, mark: (typeof MARKS)[number]): void {
    const { micros, open } = ledger.spent(day);
    const of = `${formatMoney(micros - open)} of ${formatMoney(dayMicros)} used`;
    const words =
      mark === 100
        ? `Claude stops for today: ${of}, and a call might cost more`
        : `Claude: ${of} today`;
    tellOwners(`budget:${day}:${mark}`, `${words}. ai off turns it off.`);
  }

  return {
    meterOf: (person) => ({ hold: (worst) => hold(person, worst) }),
    isOff: () => ledger.isOff(),
    turn: (to) => commit(() => ledger.turn(to)),
    report(person) {
      const day = time.today();
      const all = ledger.spent(day);
      const own = ledger.spent(day, person);
      const calls = all.calls === 1 ? '1 call' : `${all.calls} calls`;
      return [
        `Claude today: ${formatMoney(all.micros)} of ${formatMoney(dayMicros)}, ${calls}.`,
        `You: ${formatMoney(own.micros)} of ${formatMoney(personMicros)}.`,
        ledger.isOff() ? 'It is off, ai on turns it on.' : 'ai off turns it off.',
      ].join('\n');
    },
  };
}
