import { expect, test } from 'vitest';
import { describeFailure, nameFailure } from '../../src/core/describe-failure.ts';
import type { Failure } from '../../src/core/failure.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';

const clock = new FakeClock();
const time = createLocalTime(clock, 'Europe/Berlin');
const ago = (ms: number): number => clock.now() - ms;
const service = 'Proxmox';

test.for<readonly [string, Failure, string]>([
  ['a source that was never heard', { kind: 'unreachable', service }, 'Proxmox ? no answer'],
  [
    'a source silent for a while',
    {
      kind: 'timeout',
      service,
      afterMs: 10_000,
      outage: { failingSince: ago(3 * MINUTE), lastGoodAt: ago(4 * MINUTE) },
    },
    'Proxmox ? no answer 3m, last OK 12:56',
  ],
  [
    'a source silent since just now',
    { kind: 'unreachable', service, outage: { failingSince: ago(0), lastGoodAt: ago(DAY) } },
    'Proxmox ? no answer, last OK 20 Nov 13:00',
  ],
  [
    'a source that never worked',
    { kind: 'denied', service, outage: { failingSince: ago(MINUTE) } },
    'Proxmox ? refused our key 1m, never OK since start',
  ],
  ['an error inside the source', { kind: 'refused', service }, 'Proxmox ? answered with an error'],
  ['nonsense', { kind: 'invalid-response', service }, 'Proxmox ? answer not readable'],
  [
    'more than it should say',
    { kind: 'invalid-response', service, explanation: 'answer too large' },
    'Proxmox ? answer too large',
  ],
  [
    'a source nobody set up',
    { kind: 'not-set-up', service, hint: 'set PROXMOX_MCP_URL' },
    'Proxmox is not set up: set PROXMOX_MCP_URL',
  ],
  ['a thing that left', { kind: 'not-found', what: 'That pod' }, 'That pod is gone'],
  ['a wrong input', { kind: 'bad-input', hint: 'One to five' }, 'One to five'],
])('%s is named with its age', ([, failure, words]) => {
  expect(describeFailure(failure, time)).toBe(words);
});

test('a failure is named without its times for what people in other time zones read', () => {
  const outage = { failingSince: ago(3 * MINUTE), lastGoodAt: ago(4 * MINUTE) };
  expect(nameFailure({ kind: 'denied', service, outage })).toBe('Proxmox ? refused our key');
});
