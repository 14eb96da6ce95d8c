import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { secretsIn } from '../../src/config/secrets-in.ts';
import { Secret } from '../../src/core/secret.ts';
import { withTrace } from '../../src/core/trace.ts';
import { createLog } from '../../src/log/log.ts';
import { createLogRedactor } from '../../src/log/redact.ts';

const Told = z.object({
  err: z.looseObject({ stack: z.string(), cause: z.looseObject({ message: z.string() }) }),
});

const SECRET = 'p/w "x" +y&z';

const redact = createLogRedactor({
  secrets: [SECRET, 'abcd', 'no'],
  numbers: ['+4917012345678', '+15550100001'],
});

function startLog() {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  return { lines, log: createLog({ level: 'trace', redact, destination }) };
}

test.for<readonly [string, string]>([
  ['plain', `key ${SECRET} key`],
  ['in an address', `?key=${encodeURIComponent(SECRET)}&x=1`],
  ['in a form', new URLSearchParams({ key: SECRET }).toString()],
  ['as JSON within JSON', JSON.stringify({ said: JSON.stringify({ key: SECRET }) })],
  ['in base64', Buffer.from(SECRET).toString('base64')],
  ['behind a user in base64', `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`],
  ['behind another user in base64', Buffer.from(`you2:${SECRET}`).toString('base64')],
  ['in other letters', SECRET.toUpperCase()],
])('a secret is hidden %s', ([, text]) => {
  const { lines, log } = startLog();
  log.warn({ text }, text);
  expect(lines.join('')).toContain('[secret]');
  expect(lines.join('')).not.toMatch(/p\/w|p%2Fw|cC93IC|L3cgIngi|vdyAieC|3L3cgI/i);
  expect(() => lines.map((line): unknown => JSON.parse(line))).not.toThrow();
});

test.for<readonly [string, (text: string) => string]>([
  ['as it is', (text) => text],
  ['as JSON', (text) => JSON.stringify({ text })],
  ['as JSON within JSON', (text) => JSON.stringify({ said: JSON.stringify({ text }) })],
])('a secret of several lines is hidden %s', ([, written]) => {
  const key = '-----BEGIN KEY-----\r\nabcdefgh\nijklmnop\n-----END KEY-----';
  const concealed = createLogRedactor({ secrets: [key], numbers: [] })(written(`key ${key} key`));
  expect(concealed).toContain('key [secret] key');
  expect(concealed).not.toMatch(/abcdefgh|ijklmnop/);
});

test('a secret is hidden before a long message is cut, not in halves after it', () => {
  const { lines, log } = startLog();
  log.error({ err: new Error(`${'x'.repeat(495)}${SECRET}`) }, 'failed');
  expect(lines.join('')).not.toContain('p/w');
});

test.for([
  'Authorization: Bearer abcdefgh',
  '{"authorization":"Digest x=1"}',
  'https://me:word@host/path',
  'PVEAPIToken=a@b!c=d',
  'x abcd x',
])('a key that stands where keys stand is hidden: %s', (text) => {
  expect(redact(JSON.stringify({ text }))).toMatch(/\[secret\]/);
  expect(redact(JSON.stringify({ text }))).not.toMatch(/abcdefgh|x=1|word@|c=d|abcd/);
});

test.for([
  '+4917012345678',
  '+49 170 1234-5678',
  '0170 12345678',
  '(0170) 1234 5678',
  '%2B4917012345678',
  'whatsapp:+4917012345678',
  '4917012345678',
])('a number is masked however it is written: %s', (text) => {
  const line = redact(JSON.stringify({ text }));
  expect(line).toContain('...78');
  expect(line.replaceAll(/\D/g, '')).toBe('78');
});

test('anybody’s number is masked, and what is none stays', () => {
  expect(redact('to +15559876543.')).toBe('to ...43.');
  expect(redact('tel:15559876543')).toBe('tel:...43');
  for (const line of [
    '{"time":1795272719628,"pid":1234}',
    '{"trip":"SM15550199999155501999991555019999"}',
    '2026-11-21T12:00:00+01:00',
    'text-17 in 1234 ms, abcde, not known',
  ]) {
    expect(redact(line)).toBe(line);
  }
});

test('of an error is told what it is and where it came from, and nothing that hangs on it', () => {
  const { lines, log } = startLog();
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const error = new Error('it broke', { cause });
  log.error({ err: Object.assign(error, { config: { headers: 'H' }, body: 'B' }) }, 'oh');
  const told: unknown = JSON.parse(lines[0] ?? '');
  const { err } = Told.parse(told);
  expect(err.stack).toMatch(/^Error: it broke\n {4}at .*log\.test/);
  expect(err.cause).toMatchObject({ message: 'connect', code: 'ECONNREFUSED' });
  expect(Object.keys(err).toSorted()).toEqual(['cause', 'message', 'stack', 'type']);
});

test('a line knows the text it belongs to, also later, also in the log of a part', async () => {
  const { lines, log } = startLog();
  await withTrace('SM1', async () => {
    await Promise.resolve();
    log.child({ part: 'x' }).info('inside');
  });
  log.info('outside');
  const trips = lines.map((line) => /"trip":"(\w+)"/.exec(line)?.[1]);
  expect(trips).toEqual(['SM1', undefined]);
});

test('a secret of any length is hidden, also a part of it, and a line takes no longer for it', () => {
  const line = (): string => randomBytes(48).toString('base64');
  const lines = Array.from({ length: 900 }, line);
  const key = `-----BEGIN KEY-----\n${lines.join('\n')}\n-----END KEY-----`;
  const redact = createLogRedactor({ secrets: secretsIn(new Secret(key)), numbers: [] });
  const encoded = Buffer.from(`x${key}`).toString('base64');
  const texts = [key, lines[7] ?? '', encoded.slice(200, 300), encodeURIComponent(key)];
  for (const text of texts) {
    const shown = redact(JSON.stringify({ text }));
    expect(shown).toContain('[secret]');
    for (const part of [...lines, encoded.slice(220, 260)]) expect(shown).not.toContain(part);
  }
});
