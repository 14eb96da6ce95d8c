import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import { Secret } from '../../src/core/secret.ts';
import { addSecret, removeSecret, rotateSecrets } from '../../src/secrets/change-secrets.ts';
import { openSecret } from '../../src/secrets/seal.ts';
import type { SealedSecret } from '../../src/secrets/secret-store.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { keyOf, sealedUnder } from './secret-keys.ts';

const [key, other] = [keyOf(), keyOf()];

const sealed = (name: string, over: Partial<SealedSecret> = {}): SealedSecret =>
  sealedUnder(key, `value of ${name}`, { ...over, name });

/** Engines return bytes as what they like. */
const plain = ({ nonce, sealed: value, ...rest }: SealedSecret) => ({
  ...rest,
  nonce: Buffer.from(nonce).toString('hex'),
  sealed: Buffer.from(value).toString('hex'),
});

describeOnEngines('secrets', (create) => {
  let database: TestDatabase;
  let stores: Stores;
  beforeEach(async () => {
    database = await create();
    stores = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  const all = async () => (await stores.secrets.list()).map(plain);
  const revealed = async (name: string, keys = [key]) => {
    const secret = await stores.secrets.get(name);
    const value = secret && openSecret(secret, keys);
    return value?.ok ? value.value.reveal() : value;
  };
  const add = (name: string, value: string, host?: string) =>
    stores.transact((tx) =>
      addSecret(tx, { name, host, value: new Secret(value) }, { keys: [key], at: 7 }),
    );

  test('come back as they were stored, in the order of their names, also to another process', async () => {
    const written = [
      sealed('b', { host: '192.168.1.11:8006', createdAt: 1_795_000_000_000 }),
      sealed('a.b'),
      sealed('a-b'),
      sealed('a'),
      sealed('0'),
    ];
    for (const secret of written) await stores.secrets.put(secret);
    const read = (await (await database.open(new FakeClock())).secrets.list()).map(plain);
    expect(read).toEqual(written.map(plain).toSorted((one, two) => (one.name < two.name ? -1 : 1)));
    const found = await stores.secrets.get('b');
    expect(found && plain(found)).toEqual(read.at(-1));
    expect(await stores.secrets.get('c')).toBeUndefined();
  });

  test('of 64 KB fit', async () => {
    const value = 'x'.repeat(64 * 1024);
    await add('key', value);
    expect(await revealed('key')).toBe(value);
  });

  test('are replaced by their name, and keep the time of their creation', async () => {
    await stores.secrets.put(sealed('a', { createdAt: 1, changedAt: 1 }));
    const newer = sealed('a', { host: 'h:443', createdAt: 5, changedAt: 5 });
    await stores.secrets.put(newer);
    expect(await all()).toEqual([{ ...plain(newer), createdAt: 1 }]);
  });

  test('are removed once', async () => {
    await stores.secrets.put(sealed('a'));
    expect(await stores.secrets.remove('a')).toBe(true);
    expect(await stores.secrets.remove('a')).toBe(false);
    expect(await all()).toEqual([]);
  });

  test('are replaced all at once, unless one was changed, added or removed meanwhile', async () => {
    for (const name of ['a', 'b']) await stores.secrets.put(sealed(name));
    const before = await stores.secrets.list();
    const after = ['a', 'b'].map((name) => sealed(name, { changedAt: 9 }));
    const meanwhile = [
      () => stores.secrets.put(sealed('b')),
      () => stores.secrets.put(sealed('c')),
      () => stores.secrets.remove('a'),
    ];
    for (const change of meanwhile) {
      await change();
      const present = await all();
      expect(await stores.secrets.replaceAll({ before, after })).toBe(false);
      expect(await all()).toEqual(present);
    }
    const present = await stores.secrets.list();
    expect(await stores.secrets.replaceAll({ before: present, after })).toBe(true);
    expect(await all()).toEqual(after.map(plain));
  });

  test('are added, replaced and removed on the record, which holds no value', async () => {
    expect(await add('unifi', 'first-value', '192.168.1.1:443')).toMatchObject({
      value: { isNew: true },
    });
    expect(await add('unifi', 'second-value')).toMatchObject({
      value: { isNew: false, host: '192.168.1.1:443' },
    });
    expect(await revealed('unifi')).toBe('second-value');
    const remove = () => stores.transact((tx) => removeSecret(tx, 'unifi', 9));
    expect([await remove(), await remove()]).toEqual([true, false]);
    const lines = await stores.audit.last(9);
    expect(
      lines.map(({ who, face, action, event, words }) => [who, face, action, event, words]),
    ).toEqual([
      ['console', 'console', 'secret_remove', 'done', 'secret unifi removed at the console'],
      [
        'console',
        'console',
        'secret_add',
        'done',
        'secret unifi replaced at the console, for 192.168.1.1:443',
      ],
      [
        'console',
        'console',
        'secret_add',
        'done',
        'secret unifi added at the console, for 192.168.1.1:443',
      ],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/-value/);
  });

  test('are not added beside those of another key, but may take the place of one', async () => {
    await add('a', 'one');
    const put = (name: string, host = 'h:443') =>
      stores.transact((tx) =>
        addSecret(tx, { name, host, value: new Secret('x') }, { keys: [other], at: 8 }),
      );
    expect(await put('b')).toEqual({
      ok: false,
      error: `1 stored secret is sealed under key ${key.id}, and set is key ${other.id}`,
    });
    expect(await put('a')).toMatchObject({ ok: true });
    expect(await revealed('a', [other])).toBe('x');
  });

  test('do not take over a host that somebody may have changed', async () => {
    await add('a', 'one', 'h:443');
    const present = await stores.secrets.get('a');
    if (!present) throw new Error('it is gone');
    await stores.secrets.put({ ...present, host: undefined });
    expect(await add('a', 'two')).toEqual({
      ok: false,
      error:
        'the a of before cannot be opened, so its host is unknown: add --host HOST, or remove it first',
    });
    expect(await add('a', 'two', 'h:443')).toMatchObject({ value: { host: 'h:443' } });
  });

  test('are sealed anew under the first key, all of them, and open under it alone', async () => {
    await add('a', 'one', 'h:443');
    await add('b', 'two');
    const before = await all();
    const rotate = () => stores.transact((tx) => rotateSecrets(tx, [other, key], 9));
    expect(await rotate()).toEqual({
      ok: true,
      value: { count: 2, keyId: other.id, retired: [key.id] },
    });
    expect([await revealed('a', [other]), await revealed('b', [other])]).toEqual(['one', 'two']);
    expect(await revealed('a')).toMatchObject({ ok: false });
    const after = await all();
    expect(after.map(({ name, host, changedAt }) => [name, host, changedAt])).toEqual(
      before.map(({ name, host, changedAt }) => [name, host, changedAt]),
    );
    expect((await stores.audit.last(1))[0]).toMatchObject({
      action: 'secret_rotate',
      words: `2 secrets sealed anew under key ${other.id} at the console`,
    });
  });

  test('stay as they are when one of them cannot be opened', async () => {
    await add('a', 'one');
    const before = await all();
    const rotate = (...keys: readonly [typeof key, ...(typeof key)[]]) =>
      stores.transact((tx) => rotateSecrets(tx, keys, 9));
    expect(await rotate(other)).toEqual({
      ok: false,
      error: `1 stored secret is sealed under key ${key.id}, and set is key ${other.id}`,
    });
    await stores.secrets.put({ ...sealed('b'), name: 'c' });
    expect(await rotate(other, key)).toEqual({
      ok: false,
      error: 'c was changed or damaged in the database',
    });
    expect((await all())[0]).toEqual(before[0]);
    expect((await stores.audit.last(9)).map(({ action }) => action)).toEqual(['secret_add']);
  });
});
