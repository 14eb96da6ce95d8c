import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAccessKey, readAccessKey } from '../../src/access/access-key.ts';
import { addKey, revokeKey } from '../../src/access/change-keys.ts';
import type { StoredKey } from '../../src/access/key-store.ts';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';

const keyOf = (id: string, over: Partial<StoredKey> = {}): StoredKey => ({
  ...{ id, name: id, hash: createAccessKey().hash, scopes: ['alerts:write'] },
  ...{ createdAt: 1_795_000_000_000, ...over },
});

/** Engines return bytes as what they like. */
const plain = (key: StoredKey | undefined) =>
  key && { ...key, hash: Buffer.from(key.hash).toString('hex') };

describeOnEngines('keys', (create) => {
  let database: TestDatabase;
  let stores: Stores;
  beforeEach(async () => {
    database = await create();
    stores = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  const all = async () => (await stores.keys.list()).map(plain);

  test('come back as they were stored, the oldest first, also to another process', async () => {
    const full = { source: 'kuma', expiresAt: 1_796_000_000_000, usedAt: 5, revokedAt: 6 };
    const written = [keyOf('b', { ...full, createdAt: 1 }), keyOf('a'), keyOf('a-b'), keyOf('c')];
    for (const key of written) expect(await stores.keys.add(key)).toBe(true);
    expect(await all()).toEqual(written.map(plain));
    const other = await database.open(new FakeClock());
    expect(plain(await other.keys.find('b'))).toEqual(plain(written[0]));
    expect(await other.keys.find('d')).toBeUndefined();
  });

  test('have a name that no other has, unless that one is revoked', async () => {
    const name = 'kuma';
    expect(await stores.keys.add(keyOf('1', { name }))).toBe(true);
    expect(await stores.keys.add(keyOf('2', { name }))).toBe(false);
    expect(await stores.keys.revoke(name, 7)).toBe(true);
    expect(await stores.keys.add(keyOf('3', { name }))).toBe(true);
    expect(await all()).toMatchObject([{ id: '1', revokedAt: 7 }, { id: '3' }]);
    expect(await stores.keys.revoke(name, 8)).toBe(true);
    expect(await stores.keys.revoke(name, 9)).toBe(false);
    expect(await stores.keys.revoke('none', 9)).toBe(false);
    expect(await all()).toMatchObject([{ revokedAt: 7 }, { revokedAt: 8 }]);
  });

  test('of one name that two processes add at once are one key', async () => {
    const other = await database.open(new FakeClock());
    const added = await Promise.all([
      stores.keys.add(keyOf('1', { name: 'kuma' })),
      other.keys.add(keyOf('2', { name: 'kuma' })),
    ]);
    expect(added.toSorted()).toEqual([false, true]);
    expect(await all()).toHaveLength(1);
  });

  test('show when they were used last', async () => {
    for (const id of ['a', 'b']) await stores.keys.add(keyOf(id));
    await stores.keys.noteUse('a', 1_795_000_000_001);
    expect(await all()).toMatchObject([{ usedAt: 1_795_000_000_001 }, { id: 'b' }]);
    expect((await stores.keys.find('b'))?.usedAt).toBeUndefined();
  });

  test('are added and revoked on the record, which like the store does not hold them', async () => {
    const wanted = { name: 'kuma', scopes: ['alerts:write'], source: 'kuma' } as const;
    const add = () => stores.transact((tx) => addKey(tx, wanted, 7));
    const added = await add();
    if (!added.ok) throw new Error(added.error);
    const presented = readAccessKey(added.value);
    if (!presented) throw new Error('it is no key');
    expect(await add()).toEqual({
      ok: false,
      error: 'there is a key kuma already: revoke it first',
    });
    const stored = await stores.keys.find(presented.id);
    expect(Buffer.from(stored?.hash ?? [])).toEqual(Buffer.from(presented.hash));
    const revoke = () => stores.transact((tx) => revokeKey(tx, 'kuma', 9));
    expect([await revoke(), await revoke()]).toEqual([true, false]);
    const lines = await stores.audit.last(9);
    expect(lines.map(({ who, action, event, words }) => [who, action, event, words])).toEqual([
      ['console', 'keys_revoke', 'done', 'Key kuma revoked'],
      ['console', 'keys_add', 'done', 'Key kuma added'],
    ]);
    expect(JSON.stringify([lines, await stores.keys.list()])).not.toContain(added.value.slice(-43));
  });
});
