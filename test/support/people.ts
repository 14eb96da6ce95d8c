import { type Caller, callerOf } from '../../src/people/caller.ts';
import { createPeople, type People } from '../../src/people/people.ts';
import { type PersonId, personOfNumber, toPersonId } from '../../src/people/person.ts';
import * as numbers from './phone-number.ts';

/** The ids of the people whose numbers `phone-number.ts` has. */
export const ALICE = toPersonId(numbers.ALICE);
export const BOB = toPersonId(numbers.BOB);
export const CAROL = toPersonId(numbers.CAROL);
export const STRANGER = toPersonId(numbers.STRANGER);

/** People who may act, and others who may only look. */
export const peopleWith = (
  operators: readonly PersonId[],
  viewers: readonly PersonId[] = [],
): People =>
  createPeople([
    ...operators.map((id) => personOfNumber(numbers.number(id), 'operator', 'UTC')),
    ...viewers.map((id) => personOfNumber(numbers.number(id), 'viewer', 'UTC')),
  ]);

/** Callers who text: one who may act, and one who may only look. */
export const operator = (id: PersonId): Caller => callerOf({ isOperator: () => true }, id, 'sms');
export const viewer = (id: PersonId): Caller => callerOf({ isOperator: () => false }, id, 'sms');
