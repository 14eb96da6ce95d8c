import { expect, test } from 'vitest';
import { describeSettings } from '../../../src/cli/setup/describe-settings.ts';
import { createSettings } from '../../../src/cli/setup/settings.ts';
import { withoutKeys } from '../../../src/cli/setup/without-keys.ts';

test.for<readonly [string, string]>([
  ['http://bob:pw@host:3000/mcp', 'http://[secret]@host:3000/mcp'],
  ['http://bob:p@w@host', 'http://[secret]@host'],
  ['http://bob:p/w@host', 'http://[secret]@host'],
  ['http://bob:p w@host', 'http://[secret]@host'],
  ['http://token@host', 'http://[secret]@host'],
  ['bob:pw@proxy:3128', '[secret]@proxy:3128'],
  ['https://h/mcp?token=x&site=y#z', 'https://h/mcp?token=[secret]&site=[secret]#z'],
  ['https://h/mcp?just-a-key', 'https://h/mcp?[secret]'],
  ['https://h/mcp?token=a=b?c', 'https://h/mcp?token=[secret]'],
])('of %s is shown %s', ([value, shown]) => {
  expect(withoutKeys(value)).toBe(shown);
});

test.for([
  'https://relay.example.org',
  'https://relay.example.org/sms#rc=2&rp=all',
  'proxy:3128',
  'sqlite:./data/relay.db',
  '+15550100001,+15550100002:viewer',
  'Europe/Berlin',
  'me@home',
])('%s holds nothing to hide', (value) => {
  expect(withoutKeys(value)).toBe(value);
});

test('what is set already is told without the keys that stand in addresses', () => {
  const file = {
    HTTP_PROXY: 'bob:never-shown@proxy:3128',
    HTTPS_PROXY: 'http://bob:never-shown@proxy:3128',
    UNIFI_MCP_URL: 'http://unifi:3000/mcp?token=never-shown',
  };
  const lines = describeSettings(createSettings({ environment: {}, file, example: {} })).join('\n');
  expect(lines).not.toContain('never-shown');
  expect(lines).toContain('http://unifi:3000/mcp?token=[secret]');
});
