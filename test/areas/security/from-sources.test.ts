import { expect, test } from 'vitest';
import { securityFromSources } from '../../../src/areas/security/from-sources.ts';
import {
  BAN_VERBS,
  type FirewallRule,
  type SecurityAlert,
} from '../../../src/areas/security/security.ts';
import type { AsyncReading } from '../../../src/core/reading.ts';
import { err, ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const clock = new FakeClock();
const says =
  <T>(value: T) =>
  async (): AsyncReading<T> =>
    ok({ value, asOf: clock.now(), source: 'x' });
const fails = async (): AsyncReading<never> => err({ kind: 'unreachable', service: 'X' });

const critical = (message: string, hoursAgo: number): SecurityAlert => ({
  at: new Date(clock.now() - hoursAgo * 3_600_000).toISOString(),
  severity: 'critical',
  message,
});

test('one of several sources that is silent is named, and its silence is no gap besides', async () => {
  const security = securityFromSources(
    [
      ['CrowdSec', { alerts: says([critical('Old news', 9), critical('Root login', 1)]) }],
      ['Wazuh', { alerts: fails }],
    ],
    'Security',
    clock,
  );
  const status = await security.status();
  expect(status).toMatchObject({
    value: { value: { critical: 2, warnings: 0, newest: 'Root login', silent: ['Wazuh'] } },
  });
  expect(status.ok && status.value.missing).toBeUndefined();
});

test('while the severity of an alert is unknown, no count is 0', async () => {
  const unrated: SecurityAlert = { severity: 'unknown', message: 'Keys were copied' };
  const statusOf = async (...alerts: readonly SecurityAlert[]) => {
    const security = securityFromSources([['SIEM', { alerts: says(alerts) }]], 'Security', clock);
    const status = await security.status();
    return status.ok && status.value.value;
  };
  const unknown = { critical: undefined, warnings: undefined, unrated: 1 };
  expect([
    await statusOf(unrated),
    await statusOf(unrated, { ...unrated, severity: 'warning' }),
    await statusOf(unrated, { ...unrated, severity: 'critical' }),
  ]).toMatchObject([unknown, { ...unknown, warnings: 1 }, { ...unknown, critical: 1 }]);
});

test('an alert of unknown severity in one source leaves the sum unknown', async () => {
  const unrated: SecurityAlert = { severity: 'unknown', message: 'Keys were copied' };
  const security = securityFromSources(
    [
      ['CrowdSec', { alerts: says([]) }],
      ['SIEM', { alerts: says([unrated]) }],
    ],
    'Security',
    clock,
  );
  const status = await security.status();
  expect(status.ok && status.value.value).toEqual({
    unrated: 1,
    critical: undefined,
    warnings: undefined,
  });
});

test('nothing is known when all of them are silent', async () => {
  const security = securityFromSources(
    [
      ['CrowdSec', { alerts: fails }],
      ['Wazuh', { alerts: fails }],
    ],
    'Security',
    clock,
  );
  expect(await security.status()).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
});

test('bans of a source that nobody can ask to lift them are marked', async () => {
  const rule: FirewallRule = { name: 'x', action: 'ban', enabled: true, banned: '203.0.113.5' };
  const changes = { verbs: async () => new Set(BAN_VERBS), act: async () => ok(undefined) };
  const security = securityFromSources(
    [
      ['CrowdSec', { rules: says([rule]), changes }],
      ['Firewall', { rules: says([rule]) }],
    ],
    'Security',
    clock,
  );
  expect(await security.firewall()).toMatchObject({
    value: { value: { rules: [{ canUnban: true }, { canUnban: false }] } },
  });
});
