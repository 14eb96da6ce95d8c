import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { openSecret, sealSecret } from '../../src/secrets/seal.ts';
import { keyOf } from './secret-keys.ts';

const key = keyOf();
const identity = { name: 'unifi', purpose: 'configuration', host: '192.168.1.1:443' } as const;
const seal = (value: string, of: Parameters<typeof sealSecret>[0] = identity) => ({
  ...of,
  ...sealSecret(of, new Secret(value), key),
});
const sealed = seal('hunter2');
const DAMAGED = { ok: false, error: { kind: 'damaged' } };

const opened = (secret: Parameters<typeof openSecret>[0], keys = [key]) => {
  const value = openSecret(secret, keys);
  return value.ok ? value.value.reveal() : value;
};

test('whatever is sealed opens to the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (value) => {
      expect(opened(seal(value))).toBe(value);
    }),
  );
});

test('a value opens under the key that sealed it, wherever that stands among the keys', () => {
  expect(opened(sealed, [keyOf(), key])).toBe('hunter2');
  expect(opened(sealed, [keyOf()])).toEqual({
    ok: false,
    error: { kind: 'unknown-key', keyId: key.id },
  });
});

test('another key that claims the id of the right one opens nothing', () => {
  expect(opened(sealed, [{ ...keyOf(), id: key.id }])).toEqual(DAMAGED);
});

test('a value whose row names another key is not opened by the right one under that name', () => {
  expect(opened({ ...sealed, keyId: 'other' }, [{ ...key, id: 'other' }])).toEqual(DAMAGED);
});

describe('a value opens as nothing but what it was sealed as', () => {
  const other = seal('something else', { ...identity, name: 'proxmox' });
  test.for([
    ['the name of another', { ...sealed, name: 'proxmox' }],
    ['the value of another', { ...sealed, nonce: other.nonce, sealed: other.sealed }],
    ['the nonce of another', { ...sealed, nonce: other.nonce }],
    ['another purpose', { ...sealed, purpose: 'monitor' }],
    ['another host', { ...sealed, host: 'evil.example:443' }],
    ['no host', { ...sealed, host: undefined }],
    ['a host where there was none', { ...seal('x', { ...identity, host: undefined }), host: '' }],
  ] as const)('with %s', ([, changed]) => {
    expect(opened(changed)).toEqual(DAMAGED);
  });

  test('when its parts are cut at another place', () => {
    const one = seal('x', { name: 'a', purpose: 'b","c', host: undefined });
    expect(opened({ ...one, purpose: 'b', host: 'c' })).toEqual(DAMAGED);
  });
});

test('whatever bit of a value or its nonce is changed, it does not open', () => {
  for (const part of ['nonce', 'sealed'] as const) {
    for (let bit = 0; bit < sealed[part].length * 8; bit += 1) {
      const bytes = Buffer.from(sealed[part]);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(opened({ ...sealed, [part]: bytes })).toEqual(DAMAGED);
    }
  }
});

test('a value or nonce that is cut or longer does not open, and nothing throws', () => {
  for (const part of ['nonce', 'sealed'] as const) {
    for (let length = 0; length < sealed[part].length; length += 1) {
      expect(opened({ ...sealed, [part]: sealed[part].subarray(0, length) })).toEqual(DAMAGED);
    }
    expect(opened({ ...sealed, [part]: Buffer.concat([sealed[part], Buffer.alloc(1)]) })).toEqual(
      DAMAGED,
    );
  }
});

test('no two of 10,000 values share a nonce, also when the values are the same', () => {
  const nonces = Array.from({ length: 10_000 }, () => seal('same').nonce.toString());
  expect(new Set(nonces).size).toBe(10_000);
});

test('a value is nowhere in its row', () => {
  const row = seal('a-value-to-look-for');
  expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('value');
  expect(JSON.stringify(row)).not.toContain('a-value');
});
