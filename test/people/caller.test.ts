import { expect, test } from 'vitest';
import { callerOf, mayChange } from '../../src/people/caller.ts';
import { ALICE, BOB, peopleWith, STRANGER } from '../support/people.ts';

test('an operator may change what a viewer and a stranger may only look at', () => {
  const people = peopleWith([ALICE], [BOB]);
  const may = [ALICE, BOB, STRANGER].map((id) => mayChange(callerOf(people, id, 'sms')));
  expect(may).toEqual([true, false, false]);
});
