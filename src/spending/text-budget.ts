import { type Billed, listMicros } from '../channels/list-price.ts';
import type { Importance } from '../channels/outbound-message.ts';
import { parseAddress } from '../core/address.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import { currentMonth } from './month.ts';
import { createTextCounter } from './text-counter.ts';
import type { TextCosts, TextLedger } from './text-ledger.ts';
import { describeLimit, isEssential, isUsedUp, markOf, wordMark } from './text-limit.ts';

/** The budget of texts: each is charged for before it goes out, and no month costs more than the owner allowed. */
export interface TextBudget extends AsyncDisposable {
  readonly limitMicros: number | undefined;
  /** Returns the cost of a text by the list of prices, and the limit that it has to keep. */
  readonly chargeFor: (text: SentText) => TextPrice;
  /** Counts a text that costs money already. */
  readonly count: (text: Billed, way: 'in' | 'out') => void;
  /** Called when a text was charged for: the operators may have to be told. */
  readonly onCharged: () => void;
  /** Returns true when the answer to somebody may be sent in the response. */
  readonly mayAnswer: (person: PersonId) => true | Promise<boolean>;
  /** Returns the month, and what it costs so far. */
  readonly ofMonth: () => Promise<MonthCosts>;
  /** Describes a limit that is used up, for operators. */
  readonly describe: () => Promise<readonly string[]>;
}

/** The costs of the texts of a month. */
export interface MonthCosts extends TextCosts {
  readonly month: string;
}

/** A text that is about to be sent. */
interface SentText {
  readonly to: string;
  readonly segments: number;
  readonly importance?: Importance | undefined;
}

interface TextPrice {
  readonly month: string;
  readonly micros: number;
  readonly limitMicros: number | undefined;
}

interface Dependencies {
  readonly ledger: TextLedger;
  /** The most that the texts of a month may cost. */
  readonly limitMicros: number | undefined;
  readonly people: Pick<People, 'at' | 'operators' | 'isOperator'>;
  /** Sends people texts of their own, all or none, once for each key. */
  readonly notifyAll: (notices: readonly LimitNotice[]) => Promise<void>;
  /** The times of the relay's own zone. */
  readonly time: LocalTime;
  readonly log: { error(details: object, message: string): void };
}

/** A text about the limit. */
export interface LimitNotice {
  readonly person: PersonId;
  readonly key: string;
  readonly body: string;
}

/** Creates the budget. */
export function createTextBudget(dependencies: Dependencies): TextBudget {
  const { ledger, limitMicros, people, notifyAll, time, log } = dependencies;
  const month = (): string => currentMonth(time);
  const counter = createTextCounter({ ledger, month, onStored: onCharged, log });
  /** The mark that the operators were told of by this process; keys keep others from telling it again. */
  let told: string | undefined;
  let isStopping = false;

  async function ofMonth(): Promise<MonthCosts> {
    await counter.flush();
    const present = month();
    return { month: present, ...(await ledger.ofMonth(present)) };
  }

  async function tellOperators(limit: number): Promise<void> {
    const present = month();
    const costs = await ledger.ofMonth(present);
    const mark = markOf(costs, limit);
    const name = `${present}:${limit}:${mark}`;
    if (mark === undefined || told === name) return;
    const body = wordMark(mark, costs, { month: present, limitMicros: limit });
    const notices = people.operators.map(({ id }) => ({
      ...{ person: id, key: `texts-limit:${name}:${id}`, body },
    }));
    await notifyAll(notices);
    told = name;
  }

  function onCharged(): void {
    if (limitMicros === undefined || isStopping) return;
    tellOperators(limitMicros).catch((err: unknown) => {
      if (!isStopping) log.error({ err }, 'the limit for texts could not be checked');
    });
  }

  function isOperatorAt(to: string): boolean {
    const address = parseAddress(to);
    return address !== undefined && people.at(address)?.role === 'operator';
  }

  return {
    limitMicros,
    chargeFor({ to, segments, importance }) {
      const channel = parseAddress(to)?.channel ?? 'sms';
      const micros = listMicros({ channel, media: 0, segments }, 'out');
      const isFree = isEssential(importance, isOperatorAt(to));
      return { month: month(), micros, limitMicros: isFree ? undefined : limitMicros };
    },
    count: counter.count,
    onCharged,
    mayAnswer(person) {
      if (limitMicros === undefined || people.isOperator(person)) return true;
      return ofMonth().then((costs) => !isUsedUp(costs, limitMicros));
    },
    ofMonth,
    async describe() {
      const costs = await ofMonth();
      return describeLimit(costs, { month: costs.month, limitMicros });
    },
    async [Symbol.asyncDispose]() {
      isStopping = true;
      await counter.flush();
    },
  };
}
