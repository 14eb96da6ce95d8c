import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../people/person.ts';

/** The number of answers that one person may get; each of them costs money. */
export interface Allowances {
  readonly perMinute: number;
  readonly perDay: number;
}

export type RateLimitDecision =
  | { readonly is: 'allowed' }
  /** The last answer for now says so: if the sender is a machine, it may stop at that. */
  | {
      readonly is: 'limit-reached';
      readonly max: number;
      readonly span: string;
      readonly until: number;
    }
  | { readonly is: 'exceeded' };

/** Limits the answers of each person. */
export interface RateLimit {
  /** Decides about a text of a person, and counts it when it is answered. */
  readonly take: (person: PersonId) => RateLimitDecision | Promise<RateLimitDecision>;
  /** Takes back the count of a text that turned out not to be a new one. */
  readonly giveBack: (person: PersonId) => void;
}

/** A limit that one process counts by itself. */
interface LocalRateLimit extends RateLimit {
  readonly take: (person: PersonId) => RateLimitDecision;
}

/** The answers within one span, which began at `since` by the monotonic clock. */
export interface AnswerCount {
  readonly since: number;
  readonly answers: number;
}

/** The counts of each person, in the order of `SPANS`. */
export type EarlierAnswers = ReadonlyMap<PersonId, readonly AnswerCount[]>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The spans that answers are counted in, with the allowance of each. */
export const SPANS = [
  { name: 'a day', ms: DAY, allowance: 'perDay' },
  { name: 'a minute', ms: MINUTE, allowance: 'perMinute' },
] as const;

/** Called for allowed people only, so that strangers cannot fill the table. */
export function createRateLimit(
  allowances: Allowances,
  clock: Clock,
  earlier: EarlierAnswers = new Map(),
): LocalRateLimit {
  const spans = SPANS.map((span) => ({ ...span, max: allowances[span.allowance] }));
  /** The counts of each person, in the order of the spans. */
  const known = new Map(earlier);

  function take(person: PersonId): RateLimitDecision {
    const now = clock.steady();
    const before = known.get(person);
    const counted = spans.map((span, at) => {
      const count = before?.[at];
      const isOver = !count || now >= count.since + span.ms;
      return { ...span, ...(isOver ? { since: now, answers: 0 } : count) };
    });
    const full = counted.find(({ answers, max }) => answers >= max);
    if (full && full.answers > full.max) return { is: 'exceeded' };
    known.set(
      person,
      counted.map(({ since, answers }) => ({ since, answers: answers + 1 })),
    );
    if (!full) return { is: 'allowed' };
    const { max, name, since, ms } = full;
    return { is: 'limit-reached', max, span: name, until: clock.now() + since + ms - now };
  }

  function giveBack(person: PersonId): void {
    const counts = known
      .get(person)
      ?.map(({ since, answers }) => ({ since, answers: Math.max(0, answers - 1) }));
    if (counts) known.set(person, counts);
  }

  return { take, giveBack };
}
