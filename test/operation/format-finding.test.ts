import { expect, test } from 'vitest';
import { createLocalTime } from '../../src/core/local-time.ts';
import { OK } from '../../src/operation/finding.ts';
import { formatFinding } from '../../src/operation/format-finding.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';

const clock = new FakeClock();
const time = createLocalTime(clock, 'UTC');
const asOf = clock.now() - 5 * MINUTE;
const fine = { status: { subject: 'K8s', state: OK }, text: '7 pods.', asOf };
const broken = { status: { subject: 'K8s', state: '! k3s-2 not ready' }, text: '7 pods', asOf };
const failure = { kind: 'unreachable', service: 'K8s' } as const;

test('of old news the worst stays the first, and an OK is not repeated', () => {
  expect([formatFinding(fine, time), formatFinding(broken, time)]).toEqual([
    'K8s 5m ago: 7 pods.',
    'K8s 5m ago: ! k3s-2 not ready\n7 pods',
  ]);
});

test('behind a failure too', () => {
  expect([
    formatFinding({ ...fine, failure }, time),
    formatFinding({ ...broken, failure }, time),
  ]).toEqual([
    expect.stringMatching(/^K8s \? no answer.*\nThen: 7 pods\.$/),
    expect.stringMatching(/^K8s \? no answer.*\nThen: ! k3s-2 not ready\n7 pods$/),
  ]);
});
