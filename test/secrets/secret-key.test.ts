import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { parseSecretKeys } from '../../src/secrets/secret-key.ts';
import { keyOf, keyText } from './secret-keys.ts';

const bytes = randomBytes(32);

test('a key is 32 bytes in base64, either alphabet of it, or in hex, and all are the same key', () => {
  const spellings = ['base64', 'base64url', 'hex'] as const;
  const ids = spellings.map((it) => keyOf(bytes.toString(it)).id);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(keyOf(bytes.toString('hex').toUpperCase()).id).toBe(ids[0]);
});

test('two keys are for rotation, separated by a comma or, in a file, a line', () => {
  const [old, fresh] = [keyText(), keyText()];
  for (const text of [`${fresh},${old}`, ` ${fresh} , ${old} `, `${fresh}\n${old}\n`]) {
    const keys = parseSecretKeys(text);
    expect(keys.ok && keys.value.map(({ id }) => id)).toEqual([keyOf(fresh).id, keyOf(old).id]);
  }
});

const HOW = 'must be 32 bytes in base64 or hex; make one with: openssl rand -base64 32';

test.for([
  ['nothing', '', HOW],
  ['a password', 'correct horse', HOW],
  ['a long password', 'a-password-that-somebody-thought-of-1234567', HOW],
  ['a short key', randomBytes(16).toString('base64'), HOW],
  ['a long key', randomBytes(33).toString('base64'), HOW],
  ['half a hex key', randomBytes(16).toString('hex'), HOW],
  ['a key with a stray character', `${bytes.toString('base64').slice(0, -1)}*=`, HOW],
  ['zeros', Buffer.alloc(32).toString('base64'), HOW],
  ['a key and rubbish', `${keyText()},rubbish`, HOW],
  [
    'three keys',
    [keyText(), keyText(), keyText()].join(),
    'must be one key, or two while they are rotated',
  ],
  [
    'the same key twice',
    `${bytes.toString('hex')},${bytes.toString('base64')}`,
    'has the same key twice',
  ],
] as const)('%s is refused, and not quoted', ([, text, why]) => {
  expect(parseSecretKeys(text)).toEqual({ ok: false, error: why });
});

test('a key shows in no rendering', () => {
  const text = keyText();
  const key = keyOf(text);
  expect(inspect(key, { depth: 9, showHidden: true })).not.toContain(text.slice(0, 12));
  expect(JSON.stringify(key)).not.toContain(text.slice(0, 12));
});
