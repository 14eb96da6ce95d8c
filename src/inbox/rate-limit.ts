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

/** Decides about every text of a person, and counts those that are answered. */
export type RateLimit = (person: PersonId) => RateLimitDecision;

interface Span {
  readonly name: string;
  readonly ms: number;
  readonly max: number;
}

interface Count {
  readonly since: number;
  readonly answers: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Called for allowed people only, so that strangers cannot fill the table. */
export function createRateLimit({ perMinute, perDay }: Allowances, clock: Clock): RateLimit {
  const spans: readonly Span[] = [
    { name: 'a day', ms: DAY, max: perDay },
    { name: 'a minute', ms: MINUTE, max: perMinute },
  ];
  /** The counts of each person, in the order of the spans. */
  const known = new Map<PersonId, readonly Count[]>();

  return (person) => {
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
  };
}
