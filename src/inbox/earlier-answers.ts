import { parseAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import type { Inbox } from './inbox.ts';
import { type AnswerCount, type EarlierAnswers, SPANS_MS } from './rate-limit.ts';

interface Dependencies {
  readonly inbox: Pick<Inbox, 'answersSince'>;
  readonly people: Pick<People, 'at'>;
  readonly clock: Pick<Clock, 'now' | 'steady'>;
}

/** Counts the answers of earlier processes, so that a restart gives nobody new ones. */
export async function countEarlierAnswers({
  inbox,
  people,
  clock,
}: Dependencies): Promise<EarlierAnswers> {
  const [now, steady] = [clock.now(), clock.steady()];
  const counts = new Map<PersonId, AnswerCount[]>();
  for (const [at, ms] of SPANS_MS.entries()) {
    for (const { from, answers, firstAt } of await inbox.answersSince(now - ms)) {
      const address = parseAddress(from);
      const person = address && people.at(address);
      if (!person) continue;
      const own = counts.get(person.id) ?? SPANS_MS.map(() => ({ since: steady, answers: 0 }));
      const before = own[at];
      const since = Math.min(steady, steady - (now - firstAt));
      if (before)
        own[at] = { since: Math.min(before.since, since), answers: before.answers + answers };
      counts.set(person.id, own);
    }
  }
  return counts;
}
