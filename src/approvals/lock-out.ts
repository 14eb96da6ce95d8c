import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { err, ok } from '../core/result.ts';
import { type ChangeOperation, defineChange } from '../operation/change-operation.ts';
import { activeOperators, isActiveOperator } from '../people/active-people.ts';
import type { People } from '../people/people.ts';
import { type Person, type PersonId, parsePersonId } from '../people/person.ts';
import type { Suspensions } from '../people/suspensions.ts';
import type { Transact } from '../store/transact.ts';
import type { ApprovalTransaction } from './approval-stores.ts';

/** Spells a name or a number in one way, so that two requests for the same person compare equal. */
function spell(person: string): string {
  const id = parsePersonId(person);
  return id.ok ? id.value : person;
}

const Input = z.strictObject({
  person: z.string().overwrite(spell).describe('the name of who is locked out'),
});

/** The stores of one transaction: whoever is locked out cannot confirm anything any more. */
type LockOutTransaction = Pick<ApprovalTransaction, 'suspensions' | 'pendingApprovals' | 'notify'>;

interface Dependencies {
  readonly people: People;
  readonly suspensions: Pick<Suspensions, 'since'>;
  readonly transact: Transact<LockOutTransaction>;
  /** Ends their dialogue. */
  readonly endSession: (person: PersonId) => Promise<void>;
  readonly clock: Clock;
}

/** Two digits of a number could be those of somebody else. */
const labelOf = ({ name, id }: Person): string => name ?? id;

export const LOCK_OUT = 'people_off';

const NOT_YOURSELF = 'Another operator has to do that, or the console.';

/** Creates the action that locks somebody out whose phone is lost. Only the console lets them in again. */
export function lockOutAction(dependencies: Dependencies): ChangeOperation {
  const { people, suspensions, transact, endSession, clock } = dependencies;

  function find(text: string): Person | undefined {
    const id = parsePersonId(text);
    return id.ok ? people.find(id.value) : undefined;
  }

  /** Returns false when whoever asked is locked out by now: of two operators who lock each other out, one stays. */
  async function lockOut(tx: LockOutTransaction, person: Person, by: PersonId): Promise<boolean> {
    const operator = people.find(by);
    const mayAct = operator && (await isActiveOperator(people, tx.suspensions, operator.id));
    if (!mayAct) return false;
    await tx.suspensions.suspend(person, clock.now());
    await tx.pendingApprovals.remove(person.id);
    const body = `${labelOf(person)} is locked out: no answers and no texts.`;
    const notice = { body, importance: 'critical' } as const;
    for (const { id } of await activeOperators(people, tx.suspensions)) {
      if (id !== by) await tx.notify(id, `lock-out:${person.id}:${clock.now()}:${id}`, notice);
    }
    return true;
  }

  return defineChange({
    name: LOCK_OUT,
    verb: 'lock out',
    summary: 'Lock somebody out whose phone is lost',
    risk: 'change',
    input: Input,
    evidence: z.object({}),
    async plan({ person: id }, by) {
      const person = find(id);
      if (!person) return err({ kind: 'not-found', what: 'That person' });
      if (person.id === by) return err({ kind: 'bad-input', hint: NOT_YOURSELF });
      return ok({
        question: `Lock ${labelOf(person)} out?`,
        note: 'No answers and no texts for them, until sms-relay people on at the console.',
        identity: await suspensions.since(person),
        evidence: {},
      });
    },
    async execute({ person: id }, _, by) {
      const person = find(id);
      if (!person) return err({ kind: 'not-found', what: 'That person' });
      const isDone = await transact((tx) => lockOut(tx, person, by));
      if (!isDone) return err({ kind: 'bad-input', hint: 'Whoever asked is locked out.' });
      await endSession(person.id);
      return ok(undefined);
    },
    async verify({ person: id }) {
      const person = find(id);
      if (!person || (await suspensions.since(person)) === undefined) return { state: 'open' };
      return { state: 'done', words: `${labelOf(person)} is locked out.` };
    },
  });
}
