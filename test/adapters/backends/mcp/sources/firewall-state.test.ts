import { expect, test } from 'vitest';
import { readFirewallState } from '../../../../../src/adapters/backends/mcp/sources/firewall-state.ts';
import { phone, takes } from './phone-with-tools.ts';

test.for<readonly [unknown, boolean | undefined]>([
  [{ enabled: true }, true],
  [{ success: true, data: { firewall_enabled: false } }, false],
  ['Firewall: active', true],
  ['Status: inactive', false],
  ['The firewall is not running', false],
  [{ enabled: true, running: false }, undefined],
  ['The firewall is on.\nFirewall is off', undefined],
  ['Firewall rules: 12 active', undefined],
  ['Firewall on fw1 is disabled', undefined],
  ['Logging is disabled', undefined],
  [{ status: 'success', logging: { enabled: false } }, undefined],
  [{ active: 12 }, undefined],
  [[{ name: 'wan', enabled: false }], undefined],
])('%j says of a firewall: %s', ([answer, state]) => {
  expect(readFirewallState(answer)).toBe(state);
});

test.for<readonly [string, object]>([
  ['get_firewall_log_status', {}],
  ['get_firewall_status', takes({ vm: { type: 'string' } }, ['vm'])],
])('it is not told by %s', async ([name, tool]) => {
  const { says } = phone('security', {
    [name]: [tool, () => ({ enabled: false })],
    list_bans: () => [{ ip: '203.0.113.9', type: 'ban', scenario: 'ssh' }],
  });
  expect(await says('4f')).not.toMatch(/Firewall (?:on|OFF)/);
});
