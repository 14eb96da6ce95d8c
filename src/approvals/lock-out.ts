import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { err, ok } from '../core/result.ts';
import type { Action } from '../operation/change-operation.ts';
import { planOf } from '../operation/plan.ts';
import type { People } from '../people/people.ts';
import type { Person, PersonId } from '../people/person.ts';
import type { Suspensions } from '../people/suspensions.ts';

const Input = z.strictObject({
  /** The id of who is locked out, and of the operator who wants it. */
  person: z.string(),
  by: z.string(),
});

interface Dependencies {
  readonly people: People;
  readonly suspensions: Suspensions;
  /** Ends their dialogue and what waits for their code. */
  readonly endSession: (person: PersonId) => void;
  /** Sends a person a text of its own. Must run in a transaction. */
  readonly notify: (person: PersonId, key: string, text: string) => void;
  readonly commit: <T>(work: () => T) => Promise<T>;
  readonly clock: Clock;
}

/** Two digits of a number could be those of somebody else. */
const labelOf = ({ name, id }: Person): string => name ?? id;

export const LOCK_OUT = 'people_off';

/** Creates the action that locks somebody out whose phone is lost. Only the console lets them in again. */
export function lockOutAction(dependencies: Dependencies): Action {
  const { people, suspensions, endSession, notify, commit, clock } = dependencies;

  /** Returns false when whoever asked is locked out by now: of two operators who lock each other out, one stays. */
  function lockOut(person: Person, by: string): boolean {
    const operator = people.find(by);
    if (!operator || !people.isOperator(operator.id)) return false;
    suspensions.suspend(person, clock.now());
    const words = `${labelOf(person)} is locked out: no answers and no texts.`;
    for (const { id } of people.operators) {
      if (id !== by) notify(id, `lock-out:${person.id}:${clock.now()}:${id}`, words);
    }
    return true;
  }

  return {
    name: LOCK_OUT,
    verb: 'lock out',
    summary: 'Lock somebody out whose phone is lost',
    risk: 'change',
    input: Input,
    async plan(input) {
      const person = people.find(Input.parse(input).person);
      if (!person) return err({ kind: 'not-found', what: 'That person' });
      return ok(
        planOf({
          question: `Lock ${labelOf(person)} out?`,
          note: 'No answers and no texts for them, until sms-relay people on at the console.',
          identity: [person.id, suspensions.since(person)],
        }),
      );
    },
    async run(input) {
      const { person: id, by } = Input.parse(input);
      const person = people.find(id);
      if (!person) return err({ kind: 'not-found', what: 'That person' });
      const isDone = await commit(() => lockOut(person, by));
      if (!isDone) return err({ kind: 'bad-input', hint: 'Whoever asked is locked out.' });
      endSession(person.id);
      return ok(undefined);
    },
    async verify(input) {
      const person = people.find(Input.parse(input).person);
      if (!person || suspensions.since(person) === undefined) return { state: 'open' };
      return { state: 'done', words: `${labelOf(person)} is locked out.` };
    },
  };
}
