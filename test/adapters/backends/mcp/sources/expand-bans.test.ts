import { expect, test } from 'vitest';
import { phone } from './phone-with-tools.ts';

const RULES = () => [{ name: 'web', action: 'allow' }];

test.for<readonly [string, unknown]>([
  ['list_blocked_ips', ['203.0.113.99']],
  ['list_banned_addresses', { addresses: [{ ip: '203.0.113.99', reason: 'port scan' }] }],
  ['get_bans', [{ ip: '203.0.113.99', reason: 'port scan', action: 'ban' }]],
])('%s tells bans beside the rules of another tool: %j', async ([name, answer]) => {
  const { says } = phone('security', { list_firewall_rules: RULES, [name]: () => answer });
  const screen = await says('4f');
  expect(screen).toContain('1 rule, 1 ban');
  expect(screen).toContain('ban 203.0.113.99');
});

test('bans that are not told leave the list without an end', async () => {
  const { says } = phone('security', { list_firewall_rules: RULES, list_bans: () => 'hm' });
  expect(await says('4f')).toContain('1+ rules or bans');
  expect(await says('203.0.113.99')).not.toContain('Nothing here is called "203.0.113.99".');
});

test('what is decided otherwise is no ban', async () => {
  const { says } = phone('security', {
    list_bans: () => [{ ip: '203.0.113.99', type: 'captcha', reason: 'robot' }],
  });
  expect(await says('4f')).not.toMatch(/\bban 203/);
});
