import { expect, test } from 'vitest';
import { activePeople } from '../../src/people/active-people.ts';
import { callerOf, mayChange } from '../../src/people/caller.ts';
import { ALICE, BOB, peopleWith, STRANGER } from '../support/people.ts';

test('an operator may change what a viewer and a stranger may only look at', () => {
  const people = peopleWith([ALICE], [BOB]);
  const may = [ALICE, BOB, STRANGER].map((id) => mayChange(callerOf(people, id, 'sms')));
  expect(may).toEqual([true, false, false]);
});

test('an operator who is locked out may change nothing from that moment on', () => {
  let since: number | undefined;
  const people = activePeople(peopleWith([ALICE]), { since: () => since });
  expect(mayChange(callerOf(people, ALICE, 'claude'))).toBe(true);
  since = 1;
  expect(mayChange(callerOf(people, ALICE, 'claude'))).toBe(false);
});
