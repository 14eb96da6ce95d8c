import { expect, test } from 'vitest';
import { parseSecretHost } from '../../src/secrets/secret-host.ts';
import { parseSecretName } from '../../src/secrets/secret-name.ts';
import { decodeSecret, MAX_SECRET_BYTES } from '../../src/secrets/secret-text.ts';

test.for([
  ['hunter2', 'hunter2'],
  ['hunter2\n', 'hunter2'],
  ['hunter2\r\n', 'hunter2'],
  [
    '-----BEGIN KEY-----\nabc\n-----END KEY-----\n\n',
    '-----BEGIN KEY-----\nabc\n-----END KEY-----\n',
  ],
  ['\uFEFFhunter2', 'hunter2'],
  [' grüße 🔑 ', ' grüße 🔑 '],
  ['x'.repeat(MAX_SECRET_BYTES), 'x'.repeat(MAX_SECRET_BYTES)],
  [`${'x'.repeat(MAX_SECRET_BYTES)}\n`, 'x'.repeat(MAX_SECRET_BYTES)],
] as const)('%j is read without one newline at its end', ([given, value]) => {
  expect(decodeSecret(Buffer.from(given))).toEqual({ ok: true, value });
});

test.for([
  ['', 'is empty'],
  ['\n', 'is empty'],
  [' \t\n', 'is empty'],
  ['a\0b', 'is not text'],
  ['x'.repeat(MAX_SECRET_BYTES + 1), 'is larger than 64 KB'],
  ['x'.repeat(MAX_SECRET_BYTES + 3), 'is larger than 64 KB'],
] as const)('%j is refused', ([given, error]) => {
  expect(decodeSecret(Buffer.from(given))).toEqual({ ok: false, error });
});

test('bytes that are no text are refused', () => {
  expect(decodeSecret(Buffer.from([0x61, 0xff]))).toEqual({ ok: false, error: 'is not text' });
});

test.for([
  ['unifi.lan', 'unifi.lan:443'],
  ['UniFi.LAN:8443', 'unifi.lan:8443'],
  ['192.168.1.11:8006', '192.168.1.11:8006'],
  ['https://192.168.1.11:8006/', '192.168.1.11:8006'],
  ['http://192.168.1.10', '192.168.1.10:80'],
  ['[fd00::1]:443', '[fd00::1]:443'],
  ['https://[FD00:0::1]', '[fd00::1]:443'],
] as const)('the host %j is %s', ([text, host]) => {
  expect(parseSecretHost(text)).toEqual({ ok: true, value: host });
});

test.for([
  '',
  ' ',
  'a b',
  'host/path',
  'https://u:p@host',
  'host?x=1',
  'ftp://host',
  'host:99999',
  '*',
])('the host %j is refused', (text) => {
  expect(parseSecretHost(text).ok).toBe(false);
});

test.for(['a', '0', 'unifi-key', 'a.b_c-d', 'x'.repeat(63)])('%j is a name', (name) => {
  expect(parseSecretName(name)).toEqual({ ok: true, value: name });
});

test.for(['', 'A', '-a', '.a', 'a b', 'ä', 'a/b', 'a\n', 'x'.repeat(64)])(
  '%j is no name',
  (name) => {
    expect(parseSecretName(name).ok).toBe(false);
  },
);
