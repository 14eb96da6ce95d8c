import { expect, test } from 'vitest';
import { addressesIn, hasAddress } from '../../../src/areas/security/addresses.ts';

test('addresses that are kept out or that alerts are about are names, and nothing else is', () => {
  const found = addressesIn(
    {
      alerts: [
        { severity: 'critical', message: 'ssh', source: '203.0.113.5' },
        { severity: 'info', message: 'list updated', source: 'crowdsec' },
        { severity: 'info', message: 'nothing' },
      ],
    },
    {
      rules: [
        { name: 'ban', action: 'ban', enabled: true, banned: '203.0.113.9' },
        { name: 'c', action: 'captcha', enabled: true, decision: { value: '198.51.100.7' } },
        { name: 'r', action: 'ban', enabled: true, decision: { value: '10.0.0.0/8' } },
        { name: 'allow', action: 'allow', enabled: true },
      ],
    },
  );
  expect(found.map(({ text }) => text)).toEqual([
    'Banned 203.0.113.9',
    'Banned 198.51.100.7',
    'Alert about 203.0.113.5',
  ]);
  expect(found.every(({ isPassing }) => isPassing)).toBe(true);
  expect(addressesIn()).toEqual([]);
});

test.for<readonly [string, boolean]>([
  ['203.0.113.5', true],
  ['is 2001:db8::7 banned', true],
  ['plex', false],
  ['', false],
])('%j names an address: %s', ([text, expected]) => {
  expect(hasAddress(text)).toBe(expected);
});
