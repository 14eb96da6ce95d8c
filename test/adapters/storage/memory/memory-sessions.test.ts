import { expect, test } from 'vitest';
import { createMemorySessions } from '../../../../src/adapters/storage/memory/memory-sessions.ts';
import { FakeClock, MINUTE } from '../../../support/fake-clock.ts';
import { ALICE, BOB, STRANGER } from '../../../support/people.ts';

const session = { place: { screen: 'k8s' }, rows: [] };

test('a session ends when its person is idle for too long', () => {
  const clock = new FakeClock();
  const sessions = createMemorySessions({ clock, idleMs: 60 * MINUTE, maxSessions: 10 });
  sessions.set(ALICE, session);
  clock.advance(60 * MINUTE);
  expect(sessions.get(ALICE)).toEqual(session);
  clock.advance(1);
  expect(sessions.get(ALICE)).toBeUndefined();
});

test('when there are too many, the one idle longest is forgotten', () => {
  const sessions = createMemorySessions({ clock: new FakeClock(), idleMs: MINUTE, maxSessions: 2 });
  sessions.set(ALICE, session);
  sessions.set(BOB, session);
  sessions.set(ALICE, session);
  sessions.set(STRANGER, session);
  expect([ALICE, BOB, STRANGER].map((person) => sessions.get(person) !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
});
