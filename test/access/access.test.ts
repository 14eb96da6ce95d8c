import { expect, test } from 'vitest';
import { createAccess } from '../../src/access/access.ts';
import { createAccessKey } from '../../src/access/access-key.ts';
import type { KeyStore, StoredKey } from '../../src/access/key-store.ts';
import { Secret } from '../../src/core/secret.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';

const API_KEY = 'k'.repeat(32);

const unused = async () => {
  throw new Error('it is not asked for this');
};

function start(over: Partial<StoredKey> = {}) {
  const clock = new FakeClock();
  const { id, text, hash } = createAccessKey();
  let stored: StoredKey = {
    id,
    name: 'kuma',
    hash,
    scopes: ['alerts:write'],
    createdAt: 0,
    ...over,
  };
  const calls: string[] = [];
  const faults: Error[] = [];
  const keys: KeyStore = {
    ...{ add: unused, list: unused, revoke: unused },
    async find(wanted) {
      calls.push('find');
      const fault = faults.pop();
      if (fault) throw fault;
      return wanted === id ? stored : undefined;
    },
    async noteUse() {
      calls.push('used');
    },
  };
  const change = (to: Partial<StoredKey>) => {
    stored = { ...stored, ...to };
  };
  const { authenticate } = createAccess({ keys, apiKey: new Secret(API_KEY), clock });
  return { authenticate, calls, change, clock, faults, id, text };
}

test('a key is known by its name, its scopes and its source', async () => {
  const { authenticate, text } = start({ source: 'kuma' });
  expect(await authenticate(text)).toEqual({
    ...{ name: 'kuma', scopes: ['alerts:write'], source: 'kuma' },
  });
});

test('the key of the configuration has every scope, and no store is asked for it', async () => {
  const { authenticate, calls } = start();
  expect(await authenticate(API_KEY)).toEqual({ name: 'API_KEY', scopes: ['alerts:write'] });
  expect(calls).toEqual([]);
});

test('nothing else is a key', async () => {
  const { authenticate, text, id } = start();
  const other = createAccessKey().text;
  const texts = [
    ...['', ' ', text.slice(0, -1), `${text} `, text.toUpperCase(), other, API_KEY.slice(1)],
    ...[`smsr_${id}_${other.slice(-43)}`, `smsr___proto___${other.slice(-43)}`, '\0'.repeat(32)],
  ];
  for (const wrong of texts) expect([wrong, await authenticate(wrong)]).toEqual([wrong, undefined]);
  expect(await authenticate(text)).toBeDefined();
});

test('a key is looked up once in a while, and its use is stored once a minute', async () => {
  const { authenticate, calls, clock, text } = start();
  for (let time = 0; time < 50; time += 1) await authenticate(text);
  expect(calls).toEqual(['find', 'used']);
  clock.advance(MINUTE);
  await authenticate(text);
  expect(calls).toEqual(['find', 'used', 'find', 'used']);
});

test('a key that is revoked elsewhere ends within a minute, and one that expires at once', async () => {
  const { authenticate, change, clock, text } = start();
  expect(await authenticate(text)).toBeDefined();
  change({ revokedAt: clock.now() });
  clock.advance(MINUTE);
  expect(await authenticate(text)).toBeUndefined();
  const expiring = start({ expiresAt: clock.now() });
  expiring.clock.advance(MINUTE - 1);
  expect(await expiring.authenticate(expiring.text)).toBeDefined();
  expiring.clock.advance(1);
  expect(await expiring.authenticate(expiring.text)).toBeUndefined();
});

test('keys that cannot be read are no wrong keys, and are read at the next try', async () => {
  const { authenticate, faults, text } = start();
  faults.push(new Error('the database is gone'));
  await expect(authenticate(text)).rejects.toThrow('the database is gone');
  expect(await authenticate(text)).toBeDefined();
});
