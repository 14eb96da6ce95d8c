import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDatabaseClock } from '../../../../src/adapters/storage/postgres/database-clock.ts';
import { FakeClock, HOUR, MINUTE } from '../../../support/fake-clock.ts';

function prepare() {
  const system = new FakeClock();
  const clock = createDatabaseClock(system);
  /** Asks a database whose clock is ahead by so much; the answer takes its time either way. */
  function ask({ aheadMs, thereMs = 0, backMs = 0 }: Asking): void {
    const askedAt = system.steady();
    system.advance(thereMs);
    const databaseTime = system.now() + aheadMs;
    system.advance(backMs);
    clock.onSample({ databaseTime, askedAt, answeredAt: system.steady() });
  }
  return { system, clock, ask, ahead: () => clock.now() - system.now() };
}

interface Asking {
  readonly aheadMs: number;
  readonly thereMs?: number;
  readonly backMs?: number;
}

test('until the database is reached, the time is that of the system, wherever it jumps', () => {
  const { system, clock } = prepare();
  system.jump(HOUR);
  expect(clock.now()).toBe(system.now());
});

test('the time of the database goes on, whatever is done to the clock of the system', () => {
  const { system, ask, ahead } = prepare();
  ask({ aheadMs: HOUR });
  system.jump(-2 * HOUR);
  system.advance(MINUTE);
  expect(ahead()).toBe(3 * HOUR);
});

test('the time is never wrong by more than half the time of the best answer', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
      fc.array(fc.record({ thereMs: fc.nat(2000), backMs: fc.nat(2000) }), { minLength: 1 }),
      (aheadMs, answers) => {
        const { ask, ahead, system } = prepare();
        for (const answer of answers.slice(0, 20)) {
          ask({ aheadMs, ...answer });
          system.advance(100);
        }
        const best = Math.min(...answers.slice(0, 10).map((one) => one.thereMs + one.backMs));
        expect(Math.abs(ahead() - aheadMs)).toBeLessThanOrEqual(best / 2 + 1);
      },
    ),
  ));

test('a clock of the database that was set is followed at once, also by a slow answer', () => {
  const { ask, ahead } = prepare();
  ask({ aheadMs: 0 });
  ask({ aheadMs: HOUR, thereMs: 400, backMs: 400 });
  expect(ahead()).toBe(HOUR);
});

test('an older measurement is replaced after a minute: clocks drift apart', () => {
  const { system, ask, ahead } = prepare();
  ask({ aheadMs: 0 });
  system.advance(MINUTE);
  ask({ aheadMs: 30, thereMs: 50, backMs: 50 });
  expect(ahead()).toBe(30);
});
