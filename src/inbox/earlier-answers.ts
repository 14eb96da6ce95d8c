import { parseAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import type { Inbox } from './inbox.ts';
import { type AnswerCount, type EarlierAnswers, SPANS } from './rate-limit.ts';

interface Dependencies {
  readonly inbox: Pick<Inbox, 'answersSince'>;
  readonly people: Pick<People, 'at'>;
  readonly clock: Pick<Clock, 'now' | 'steady'>;
}

/** Counts the answers of earlier processes, so that a restart gives nobody new ones. */
export async function countEarlierAnswers(dependencies: Dependencies): Promise<EarlierAnswers> {
  const { inbox, people, clock } = dependencies;
  const none: AnswerCount = { since: clock.steady(), answers: 0 };
  const counts = new Map<PersonId, readonly AnswerCount[]>();
  for (const [at, { ms }] of SPANS.entries()) {
    for (const { from, answers, firstAt } of await inbox.answersSince(clock.now() - ms)) {
      const address = parseAddress(from);
      const person = address && people.at(address);
      if (!person) continue;
      const before = counts.get(person.id) ?? SPANS.map(() => none);
      const since = clock.steady() - Math.max(0, clock.now() - firstAt);
      counts.set(person.id, before.with(at, sumOf(before[at] ?? none, { since, answers })));
    }
  }
  return counts;
}

/** Adds the counts of two addresses of one person. */
const sumOf = (one: AnswerCount, other: AnswerCount): AnswerCount => ({
  since: Math.min(one.since, other.since),
  answers: one.answers + other.answers,
});
