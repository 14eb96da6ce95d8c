import { expect, test } from 'vitest';
import { isGsm7, septets } from '../../../src/sms/gsm7.ts';
import { eventOf, NOW } from './sample.ts';

test.for([
  'x'.repeat(5000),
  '€'.repeat(500),
  '\u{1f525}',
  '漢字'.repeat(99),
  'a\ud800b',
  'a\u0000b',
])('a title fits, and is GSM-7: %#', (title) => {
  const event = eventOf({ title, subject: title, message: `${title} more` });
  expect(event.title).not.toBe('');
  expect(septets(event.title)).toBeLessThanOrEqual(80);
  expect(septets(event.subject ?? '')).toBeLessThanOrEqual(40);
  expect(septets(event.detail ?? '')).toBeLessThanOrEqual(300);
  expect([event.title, event.subject ?? '', event.detail ?? ''].every(isGsm7)).toBe(true);
});

test('a title of 80 septets is whole, and one more is cut with a mark', () => {
  expect(eventOf({ title: 'x'.repeat(80) }).title).toBe('x'.repeat(80));
  expect(eventOf({ title: 'x'.repeat(81) }).title).toBe(`${'x'.repeat(77)}...`);
});

test('long and unprintable keys are hashed, and stay different', () => {
  const key = (value: string) => eventOf({ title: 'A', key: value }).key;
  expect(key('x'.repeat(300))).toBe('x'.repeat(300));
  const hashed = ['x'.repeat(301), 'x'.repeat(302), 'a\u0000', 'a\u0001', 'a\ud800', 'a\ud801'];
  const keys = hashed.map(key);
  expect(new Set(keys).size).toBe(hashed.length);
  expect(keys.every((it) => /^[0-9a-f]{32}$/.test(it))).toBe(true);
});

test('the subject is not said twice', () => {
  const title = (words: string) => eventOf({ title: words, subject: 'nas' }).title;
  expect(title('nas: disk full.')).toBe('disk full');
  expect(title('nas is down')).toBe('is down');
  expect(title('nas')).toBe('nas');
  expect(title('.')).toBe('.');
  expect(title('nas...')).toBe('nas...');
  expect(title('nas - down')).toBe('down');
  expect(title('nas2 is down')).toBe('nas2 is down');
  expect(title('nas-backup failed')).toBe('nas-backup failed');
});

test.for([
  ['https://user:hunter2@nas.lan:8443/a?token=hunter2#hunter2', 'https://nas.lan:8443/a'],
  ['http://nas.lan/?q=a@b', 'http://nas.lan/'],
  ['javascript:alert(1)', undefined],
  ['ftp://nas.lan', undefined],
  [`http://nas.lan/${'x'.repeat(400)}`, undefined],
  ['http://', undefined],
])('of the address %s %s is kept', ([url, kept]) => {
  expect(eventOf({ title: 'A', url }).url).toBe(kept);
});

test.for([
  'Get https://admin:hunter2@nas.lan/x?key=hunter2 failed',
  'redis://:hunter2@cache:6379 refused',
  'login with password=hunter2 failed',
  'sent {"token":"hunter2"}',
  'Authorization: Bearer hunter2hunter2',
])('credentials in %j are not kept', (words) => {
  const event = eventOf({ title: words, message: `Again: ${words}`, subject: words });
  expect(JSON.stringify({ ...event, key: '' })).not.toContain('hunter2');
});

test.for(['Basic authentication failed', 'token: expired', 'secret not found'])(
  '%j holds no credentials',
  (title) => {
    expect(eventOf({ title }).title).toBe(title);
  },
);

test.for([
  ['2026-11-26T22:45:28.788775445Z', Date.UTC(2026, 10, 26, 22, 45, 28, 788)],
  ['2026-11-26 23:45:28+01:00', Date.UTC(2026, 10, 26, 22, 45, 28)],
  ['2026-11-26T23:45:28+0100', Date.UTC(2026, 10, 26, 22, 45, 28)],
  [1_764_195_000, 1_764_195_000_000],
  ['1764195000123', 1_764_195_000_123],
  [NOW + 3_600_000, NOW + 3_600_000],
  ['2026-11-26 22:45:28', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['2999-01-01T00:00:00Z', undefined],
  ['2026-13-45T99:00:00Z', undefined],
  ['yesterday', undefined],
  [0, undefined],
  [-5, undefined],
  [1e300, undefined],
] as const)('the time %s is %s', ([timestamp, at]) => {
  expect(eventOf({ title: 'A', timestamp }).startedAt).toBe(at);
});
