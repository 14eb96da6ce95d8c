import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';

/** How many answers one person gets, because each of them costs money. */
export interface Allowances {
  readonly perMinute: number;
  readonly perDay: number;
}

export type Verdict =
  | { readonly is: 'fine' }
  /** The last answer for now is that there are no more; the machine that texts us may stop by it. */
  | { readonly is: 'enough'; readonly most: number; readonly span: string; readonly until: number }
  | { readonly is: 'too-many' };

/** Judges every text of a person, and counts those that are answered. */
export type Allowance = (person: PhoneNumber) => Verdict;

interface Span {
  readonly name: string;
  readonly ms: number;
  readonly most: number;
  readonly since: number;
  readonly answers: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Only people on the list are judged, so that nobody can fill the table. */
export function createAllowance({ perMinute, perDay }: Allowances, clock: Clock): Allowance {
  const known = new Map<PhoneNumber, readonly Span[]>();
  const fresh: readonly Span[] = [
    { name: 'a day', ms: DAY, most: perDay, since: Number.NEGATIVE_INFINITY, answers: 0 },
    { name: 'a minute', ms: MINUTE, most: perMinute, since: Number.NEGATIVE_INFINITY, answers: 0 },
  ];

  return (person) => {
    const now = clock.now();
    const spans = (known.get(person) ?? fresh).map((span) =>
      now >= span.since + span.ms ? { ...span, since: now, answers: 0 } : span,
    );
    const full = spans.find(({ answers, most }) => answers >= most);
    if (full && full.answers > full.most) return { is: 'too-many' };
    known.set(
      person,
      spans.map((span) => ({ ...span, answers: span.answers + 1 })),
    );
    if (!full) return { is: 'fine' };
    const { most, name, since, ms } = full;
    return { is: 'enough', most, span: name, until: since + ms };
  };
}
