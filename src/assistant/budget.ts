import { formatMoney } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Person, PersonId } from '../people/person.ts';
import type { Transact } from '../store/transact.ts';
import type { AssistantError } from './assistant-error.ts';

/** Money is counted in millionths of a dollar. */
export interface Spending {
  readonly micros: number;
  /** Reserved for calls whose cost is not known yet. */
  readonly open: number;
  readonly calls: number;
}

/** The result of trying to reserve money: the reservation, or the reason why there is none. */
export type Reserved =
  | { readonly is: 'reserved'; readonly id: number }
  | { readonly is: 'off' }
  | { readonly is: 'exhausted'; readonly whose: 'day' | 'person'; readonly ofDay: Spending };

/** Stores spending, so that a crash does not lose it. Reserved money counts as spent. Each method is one decision. */
export interface SpendLedger {
  spent(day: string, person?: PersonId): Promise<Spending>;
  /** Returns the spending of a month: `2026-11`. */
  spentInMonth(month: string): Promise<Spending>;
  /** Reserves the worst-case cost of a call that is about to be made, unless a limit would be exceeded. */
  reserve(
    call: { day: string; person: PersonId; micros: number; at: number },
    limits: SpendLimits,
  ): Promise<Reserved>;
  /** Replaces a reservation by the real cost; returns the spending of its day before and after that. */
  settle(id: number, micros: number): Promise<{ before: Spending; after: Spending }>;
  isOff(): Promise<boolean>;
  turn(to: 'on' | 'off'): Promise<void>;
}

/** The most that may be spent in a day. */
export interface SpendLimits {
  readonly dayMicros: number;
  readonly personMicros: number;
}

/** Money that is reserved for one call. */
export interface Reservation {
  /** Never rejects: if the real cost cannot be stored, the worst case stays stored. */
  readonly settle: (micros: number) => Promise<void>;
}

/** The budget of one person's questions. */
export interface Meter {
  readonly reserve: (worstMicros: number) => Promise<Result<Reservation, AssistantError>>;
}

/** The stores that one transaction of the budget changes. */
export interface BudgetStores {
  readonly ledger: SpendLedger;
  /** Sends a person a text of its own, once for each key. */
  readonly notify: (person: PersonId, key: string, text: string) => Promise<void>;
}

interface Dependencies {
  readonly ledger: SpendLedger;
  readonly transact: Transact<BudgetStores>;
  readonly limits: SpendLimits;
  readonly time: LocalTime;
  /** Those who hear how much is spent. */
  readonly owners: readonly Pick<Person, 'id'>[];
  readonly log: { error(details: object, message: string): void };
}

/** The budget for Claude: money is reserved before it is spent, and never more than the owner allowed. */
export interface Budget {
  readonly meterOf: (person: PersonId) => Meter;
  readonly turn: (to: 'on' | 'off') => Promise<void>;
  /** `Claude today: $0.12 of $1.00, 9 calls.` */
  readonly report: (person: PersonId) => Promise<string>;
}

const NOTIFY_AT_PERCENT = [100, 80, 50] as const;

export function createBudget(dependencies: Dependencies): Budget {
  const { ledger, transact, limits, time, owners, log } = dependencies;
  const { dayMicros, personMicros } = limits;

  /** When the budget cannot be stored, nothing is spent. */
  const orClosed = <T>(
    work: Promise<Result<T, AssistantError>>,
  ): Promise<Result<T, AssistantError>> =>
    work.catch((cause: unknown) => {
      log.error({ err: cause }, 'the budget cannot be read or written');
      return err({ kind: 'budget-closed' });
    });

  async function reserve(
    person: PersonId,
    worst: number,
  ): Promise<Result<Reservation, AssistantError>> {
    const [day, at] = [time.today(), time.now()];
    const reserved = await ledger.reserve({ day, person, micros: worst, at }, limits);
    switch (reserved.is) {
      case 'reserved':
        return ok({ settle: (micros) => settle(reserved.id, day, micros) });
      case 'off':
        return err({ kind: 'off' });
      case 'exhausted':
        return refuse(day, reserved);
      default:
        return reserved satisfies never;
    }
  }

  async function refuse(
    day: string,
    { whose, ofDay }: Extract<Reserved, { is: 'exhausted' }>,
  ): Promise<Result<never, AssistantError>> {
    if (whose === 'day' && ofDay.open === 0) {
      await transact((tx) => notifyOwners(tx, { day, mark: 100, spent: ofDay }));
    }
    const limitMicros = whose === 'day' ? dayMicros : personMicros;
    return err({ kind: 'budget-empty', whose, limitMicros });
  }

  /** The owners are told in the same transaction, so that each mark is told once. */
  async function settle(id: number, day: string, micros: number): Promise<void> {
    const settled = transact(async (tx) => {
      const { before, after } = await tx.ledger.settle(id, micros);
      const mark = NOTIFY_AT_PERCENT.find((limit) => percentOf(after) >= limit);
      if (mark !== undefined && percentOf(before) < mark) {
        await notifyOwners(tx, { day, mark, spent: after });
      }
      return ok(undefined);
    });
    await orClosed(settled);
  }

  /** Returns the share of the day's limit that was really spent. */
  const percentOf = ({ micros, open }: Spending): number => ((micros - open) / dayMicros) * 100;

  async function notifyOwners(
    { notify }: Pick<BudgetStores, 'notify'>,
    { day, mark, spent }: Mark,
  ): Promise<void> {
    const of = `${formatMoney(spent.micros - spent.open)} of ${formatMoney(dayMicros)} used`;
    const words =
      mark === 100
        ? `Claude stops for today: ${of}, and a call might cost more`
        : `Claude: ${of} today`;
    for (const { id } of owners) {
      await notify(id, `budget:${day}:${mark}:${id}`, `${words}. ai off turns it off.`);
    }
  }

  return {
    meterOf: (person) => ({ reserve: (worst) => orClosed(reserve(person, worst)) }),
    turn: (to) => ledger.turn(to),
    async report(person) {
      const day = time.today();
      const [all, own, isOff] = await Promise.all([
        ledger.spent(day),
        ledger.spent(day, person),
        ledger.isOff(),
      ]);
      const calls = all.calls === 1 ? '1 call' : `${all.calls} calls`;
      return [
        `Claude today: ${formatMoney(all.micros)} of ${formatMoney(dayMicros)}, ${calls}.`,
        `You: ${formatMoney(own.micros)} of ${formatMoney(personMicros)}.`,
        isOff ? 'It is off, ai on turns it on.' : 'ai off turns it off.',
      ].join('\n');
    },
  };
}

/** A share of the day's limit that the owners are told of. */
interface Mark {
  readonly day: string;
  readonly mark: (typeof NOTIFY_AT_PERCENT)[number];
  readonly spent: Spending;
}
