import { expect, test } from 'vitest';
import { leadRecovery } from '../../src/store/lead-recovery.ts';
import { createSoleLeadership } from '../../src/store/leadership.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { REPLICA } from '../support/replica.ts';

function prepare() {
  const clock = new FakeClock();
  const logged: object[] = [];
  const log = { error: (details: object) => logged.push(details) };
  let rounds = 0;
  const faults: Error[] = [];
  async function recover(): Promise<void> {
    rounds += 1;
    const fault = faults.shift();
    if (fault) throw fault;
  }
  const sole = createSoleLeadership(REPLICA);
  return {
    ...{ clock, log, logged, faults, recover, rounds: () => rounds },
    sole,
    /** Leads as one of several that share the storage. */
    shared: { ...sole, isShared: true },
  };
}

test('a relay without replicas recovers once, before anything else', async () => {
  const { clock, log, recover, rounds, sole } = prepare();
  using _ = await leadRecovery({ leadership: sole, recover, clock, log });
  expect(rounds()).toBe(1);
  await clock.elapse(MINUTE);
  expect(rounds()).toBe(1);
});

test('among replicas, the one that leads recovers at once and every five seconds', async () => {
  const { clock, log, logged, faults, recover, rounds, shared } = prepare();
  const fault = new Error('the database is away');
  faults.push(fault);
  const recovery = await leadRecovery({ leadership: shared, recover, clock, log });
  expect(rounds()).toBe(1);
  await clock.elapse(10_000);
  expect(rounds()).toBe(3);
  expect(logged).toEqual([{ err: fault }]);
  recovery[Symbol.dispose]();
  await clock.elapse(MINUTE);
  expect(rounds()).toBe(3);
});
