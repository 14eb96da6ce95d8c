import { expect, test } from 'vitest';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { historyOperation } from '../../src/approvals/history-screen.ts';
import type { AuditEntry, AuditEvent } from '../../src/audit/audit.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, peopleWith } from '../support/people.ts';

/** The log after one wish that ended so. */
async function logAfter(event: AuditEvent, face: AuditEntry['face'] = 'sms'): Promise<string> {
  const clock = new FakeClock();
  using database = openDatabase('memory:');
  const audit = createAuditStore(database);
  await audit.add({
    ...{ run: 'a', at: clock.now(), who: ALICE, face, action: 'proxmox_reboot' },
    ...{ input: '{}', event, words: 'Reboot plex?' },
  });
  const operation = historyOperation({ audit, people: peopleWith([ALICE]) }, clock);
  const answer = await operation.call({});
  return answer.ok ? answer.value.format(createLocalTime(clock, 'UTC')).text : '';
}

test.for<AuditEvent>(['dropped', 'done', 'unlocked'])(
  'what was %s is no trouble in the log',
  async (event) => {
    expect(await logAfter(event)).toMatch(/^Done lately:\n12:00 proxmox reboot by \.\.\.01: /);
  },
);

test.for<AuditEvent>(['failed', 'unconfirmed', 'refused', 'locked', 'started'])(
  'what was %s is marked in the log',
  async (event) => {
    expect(await logAfter(event)).toMatch(/\n! 12:00 proxmox reboot/);
  },
);

test.for([
  ['sms', '...01'],
  ['menu', '...01'],
  ['claude', '...01 through Claude'],
  ['console', 'the console'],
] as const)('what was asked by %s is done by %s in the log', async ([face, by]) => {
  expect(await logAfter('done', face)).toContain(`proxmox reboot by ${by}: `);
});
