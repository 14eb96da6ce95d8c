import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { PersonId } from '../people/person.ts';
import { type AssistantError, formatMoney } from './assistant-error.ts';

/** Money is counted in millionths of a dollar. */
export interface Spending {
  readonly micros: number;
  /** Reserved for calls whose cost is not known yet. */
  readonly open: number;
  readonly calls: number;
}

/** Stores spending, so that a crash does not lose it. Reserved money counts as spent. */
export interface SpendLedger {
  spent(day: string, person?: PersonId): Spending;
  /** Reserves the worst-case cost of a call that is about to be made. */
  reserve(call: { day: string; person: PersonId; micros: number; at: number }): number;
  /** Replaces a reservation by the real cost. */
  settle(id: number, micros: number): void;
  isOff(): boolean;
  turn(to: 'on' | 'off'): void;
}

/** Money that is reserved for one call. */
export interface Reservation {
  readonly settle: (micros: number) => void;
}

/** The budget of one person's questions. */
export interface Meter {
  readonly reserve: (worstMicros: number) => Promise<Result<Reservation, AssistantError>>;
}

interface Dependencies {
  readonly ledger: SpendLedger;
  readonly limits: { readonly dayMicros: number; readonly personMicros: number };
  readonly time: LocalTime;
  /** Commits work, after waiting for a database that another process holds. */
  readonly commit: <T>(work: () => T) => Promise<T>;
  /** Notifies the owners, once for each key. Must run in a transaction. */
  readonly notifyOwners: (key: string, text: string) => void;
  readonly log: { error(details: object, message: string): void };
}

/** The budget for Claude: money is reserved before it is spent, and never more than the owner allowed. */
export interface Budget {
  readonly meterOf: (person: PersonId) => Meter;
  readonly isOff: () => boolean;
  readonly turn: (to: 'on' | 'off') => Promise<void>;
  /** `Claude today: $0.12 of $1.00, 9 calls.` */
  readonly report: (person: PersonId) => string;
}

const NOTIFY_AT_PERCENT = [100, 80, 50] as const;

export function createBudget({
  ledger,
  limits,
  time,
  commit,
  notifyOwners,
  log,
}: Dependencies): Budget {
  const { dayMicros, personMicros } = limits;

  /** Runs work in a transaction. When the budget cannot be stored, nothing is spent. */
  const commitOrClose = <T>(
    work: () => Result<T, AssistantError>,
  ): Promise<Result<T, AssistantError>> =>
    commit(work).catch((cause: unknown) => {
      log.error({ err: cause }, 'the budget cannot be read or written');
      return err({ kind: 'budget-closed' });
    });

  const reserve = (person: PersonId, worst: number): Promise<Result<Reservation, AssistantError>> =>
    commitOrClose(() => {
      if (ledger.isOff()) return err({ kind: 'off' });
      const day = time.today();
      const whose = exhaustedBudget(day, person, worst);
      if (whose !== undefined) return refuse(day, whose);
      const id = ledger.reserve({ day, person, micros: worst, at: time.now() });
      return ok({ settle: (micros) => settle(id, day, micros) });
    });

  /** Returns the budget that does not cover this cost. */
  function exhaustedBudget(
    day: string,
    person: PersonId,
    worst: number,
  ): 'day' | 'person' | undefined {
    if (ledger.spent(day).micros + worst > dayMicros) return 'day';
    return ledger.spent(day, person).micros + worst > personMicros ? 'person' : undefined;
  }

  function refuse(day: string, whose: 'day' | 'person'): Result<never, AssistantError> {
    if (whose === 'day' && ledger.spent(day).open === 0) notify(day, 100);
    const limitMicros = whose === 'day' ? dayMicros : personMicros;
    return err({ kind: 'budget-empty', whose, limitMicros });
  }

  /** If the real cost cannot be stored, the worst case stays stored. */
  function settle(id: number, day: string, micros: number): void {
    void commitOrClose(() => {
      ledger.settle(id, micros);
      const spent = ledger.spent(day);
      const percent = ((spent.micros - spent.open) / dayMicros) * 100;
      const mark = NOTIFY_AT_PERCENT.find((limit) => percent >= limit);
      if (mark !== undefined) notify(day, mark);
      return ok(undefined);
    });
  }

  function notify(day: string, mark: (typeof NOTIFY_AT_PERCENT)[number]): void {
    const { micros, open } = ledger.spent(day);
    const of = `${formatMoney(micros - open)} of ${formatMoney(dayMicros)} used`;
    const words =
      mark === 100
        ? `Claude stops for today: ${of}, and a call might cost more`
        : `Claude: ${of} today`;
    notifyOwners(`budget:${day}:${mark}`, `${words}. ai off turns it off.`);
  }

  return {
    meterOf: (person) => ({ reserve: (worst) => reserve(person, worst) }),
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
