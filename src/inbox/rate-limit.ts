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

const ALLOWED: RateLimitDecision = { is: 'allowed' };

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
    const counts = spans.map(({ ms }, at) => {
      const count = before?.[at];
      return !count || now >= count.since + ms ? { since: now, answers: 0 } : count;
    });
    const answersIn = (at: number): number => counts[at]?.answers ?? 0;
    const full = spans.findIndex(({ max }, at) => answersIn(at) >= max);
    const span = spans[full];
    if (span && answersIn(full) > span.max) return { is: 'exceeded' };
    known.set(
      person,
      counts.map(({ since, answers }) => ({ since, answers: answers + 1 })),
    );
    if (!span) return ALLOWED;
    const since = counts[full]?.since ?? now;
    const until = clock.now() + since + span.ms - now;
    return { is: 'limit-reached', max: span.max, span: span.name, until };
  }

  function giveBack(person: PersonId): void {
    const counts = known
      .get(person)
      ?.map(({ since, answers }) => ({ since, answers: Math.max(0, answers - 1) }));
    if (counts) known.set(person, counts);
  }

  return { take, giveBack };
}
