import { expect, test } from 'vitest';
import { createAccessKey, isSameHash, readAccessKey } from '../../src/access/access-key.ts';

test('a new key is read back as the id and the hash that are stored', () => {
  const { id, text, hash } = createAccessKey();
  expect(text).toMatch(/^smsr_[0-9a-f]{12}_[\w-]{43}$/);
  expect(readAccessKey(text)).toEqual({ id, hash });
});

test('no two keys share an id or a hash', () => {
  const [one, other] = [createAccessKey(), createAccessKey()];
  expect(one.id).not.toBe(other.id);
  expect(isSameHash(one.hash, other.hash)).toBe(false);
});

test('a key with the right id and another secret has another hash', () => {
  const { id, hash } = createAccessKey();
  const forged = readAccessKey(`smsr_${id}_${'A'.repeat(43)}`);
  expect(forged?.id).toBe(id);
  expect(isSameHash(forged?.hash ?? hash, hash)).toBe(false);
});

test('hashes of different length are different', () => {
  const { hash } = createAccessKey();
  expect(isSameHash(hash, hash.subarray(1))).toBe(false);
  expect(isSameHash(hash, Uint8Array.from(hash))).toBe(true);
});

test.each([
  '',
  'smsr_',
  'smsr__',
  `smsr_0123456789ab_${'A'.repeat(42)}`,
  `smsr_0123456789ab_${'A'.repeat(44)}`,
  `smsr___proto_____${'A'.repeat(43)}`,
])('the text %j is not a key', (text) => expect(readAccessKey(text)).toBeUndefined());
