import { expect, test } from 'vitest';
import { isInRange, parseIp } from '../../../src/areas/security/ip-address.ts';

test.for<readonly [text: string, address: string | undefined]>([
  ['203.0.113.5', '203.0.113.5'],
  [' 203.0.113.5 ', '203.0.113.5'],
  ['2001:DB8:0:0::5', '2001:db8::5'],
  ['2001:0db8::0005', '2001:db8::5'],
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['::FFFF:cb00:7105', '203.0.113.5'],
  ['fe80::1%eth0', undefined],
  ['203.0.113.05', undefined],
  ['0x7f.1', undefined],
  ['203.0.113.0/24', undefined],
  ['everybody', undefined],
  ['', undefined],
])('%s is the address %s', ([text, address]) => {
  expect(parseIp(text)).toBe(address);
});

test.for<readonly [address: string, range: string, isIn: boolean]>([
  ['203.0.113.5', '203.0.113.0/24', true],
  ['203.0.114.5', '203.0.113.0/24', false],
  ['203.0.113.5', '0.0.0.0/0', true],
  ['2001:db8::5', '2001:db8::/32', true],
  ['203.0.113.5', '2001:db8::/32', false],
  ['203.0.113.5', '203.0.113.0/99', false],
  ['203.0.113.5', '203.0.113.5', false],
  ['203.0.113.5', 'nonsense/24', false],
])('%s in %s: %s', ([address, range, isIn]) => {
  expect(isInRange(address, range)).toBe(isIn);
});
