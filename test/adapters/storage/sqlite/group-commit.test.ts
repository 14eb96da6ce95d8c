import { expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createGroup } from '../../../../src/adapters/storage/sqlite/group-commit.ts';

function open(): Database & {
  readonly put: (word: string) => string;
  readonly words: () => unknown[];
} {
  const database = openDatabase('memory:');
  const { sql } = database;
  sql.exec('CREATE TABLE word (word TEXT UNIQUE)');
  const insert = sql.prepare('INSERT INTO word VALUES (?)');
  const all = sql.prepare('SELECT word FROM word ORDER BY rowid');
  return {
    ...database,
    put: (word: string) => {
      insert.run(word);
      return word;
    },
    words: () => all.all().map(({ word }) => word),
  };
}

test('what comes in one moment is one transaction, in order, and told when it is committed', async () => {
  using database = open();
  const { write, put, words, sql } = database;
  const transactions: boolean[] = [];
  const seen = await Promise.all(
    ['one', 'two', 'three'].map((word) =>
      write(() => {
        transactions.push(sql.isTransaction);
        return put(word);
      }).then((told) => [told, sql.isTransaction]),
    ),
  );
  expect(seen).toEqual(['one', 'two', 'three'].map((word) => [word, false]));
  expect(transactions).toEqual([true, true, true]);
  expect(words()).toEqual(['one', 'two', 'three']);
});

test('nothing is written, and no transaction is open, before its turn comes', async () => {
  using database = open();
  const { write, put, words, sql } = database;
  const written = write(() => put('later'));
  await Promise.resolve();
  expect([words(), sql.isTransaction]).toEqual([[], false]);
  put('at once');
  await written;
  expect(words()).toEqual(['at once', 'later']);
});

test('one that fails takes back all that it did, and nothing of the others', async () => {
  using database = open();
  const { write, put, words } = database;
  put('taken');
  const outcomes = await Promise.allSettled([
    write(() => put('one')),
    write(() => [put('half'), put('taken')]),
    write(() => put('two')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(words()).toEqual(['taken', 'one', 'two']);
});

/** A database that another process holds for the first tries. */
function startHeld(busyTries: number, maxBusyMs = 10_000) {
  const held = new Error('database is locked');
  const failures: unknown[] = [];
  let tries = 0;
  const { write, transact } = createGroup({
    sql: {
      isOpen: true,
      isTransaction: false,
      exec(statement) {
        if (statement !== 'BEGIN IMMEDIATE') return;
        tries += 1;
        if (tries <= busyTries) throw held;
      },
    },
    isBusy: (cause) => cause === held,
    onCommit: (failure) => failures.push(failure),
    maxBusyMs,
  });
  return { write, transact, held, failures, tries: () => tries };
}

test('work waits for a database that another process holds, and the event loop goes on', async () => {
  const { write, tries, failures } = startHeld(2);
  const done: number[] = [];
  const work = [1, 2].map((one) => write(() => done.push(one)));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect([tries(), done]).toEqual([1, []]);
  work.push(write(() => done.push(3)));
  await Promise.all(work);
  expect([tries(), done]).toEqual([3, [1, 2, 3]]);
  expect(failures).toEqual([undefined]);
});

test('a transaction waits for a database that another process holds, and the event loop goes on', async () => {
  const { transact, tries } = startHeld(2);
  const work = transact(async () => 'done');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(tries()).toBe(1);
  expect(await work).toBe('done');
  expect(tries()).toBe(3);
});

test('work that waited too long fails, and is told', async () => {
  const { write, held, failures } = startHeld(Number.POSITIVE_INFINITY, 0);
  const outcomes = await Promise.allSettled([1, 2, 3].map((one) => write(() => one)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(failures).toEqual([held]);
});

test('what still waits when the database is closed is committed before', async () => {
  const database = open();
  const written = database.write(() => database.put('last'));
  database[Symbol.dispose]();
  expect(await written).toBe('last');
});

test('asynchronous work is one transaction, and whatever else comes waits for its end', async () => {
  using database = open();
  const { write, read, put, words, transact } = database;
  const steps: string[] = [];
  const first = write(() => put('first'));
  const whole = transact(async (tx) => {
    await tx.write(() => put('half'));
    await Promise.resolve();
    await tx.write(() => put('whole'));
    tx.after(() => steps.push('after'));
    return tx.read(words);
  });
  const second = write(() => put('second'));
  await new Promise(setImmediate);
  expect(await read(words)).toEqual(['first', 'half', 'whole', 'second']);
  expect(await whole).toEqual(['first', 'half', 'whole']);
  await Promise.all([first, second]);
  expect(steps).toEqual(['after']);
});

test('a read during a transaction sees nothing of it', async () => {
  using database = open();
  const { read, put, words, transact } = database;
  const seen: Promise<unknown[]>[] = [];
  await expect(
    transact(async (tx) => {
      await tx.write(() => put('half'));
      seen.push(read(words));
      tx.after(() => put('never'));
      throw new Error('not like this');
    }),
  ).rejects.toThrow('not like this');
  expect(await Promise.all(seen)).toEqual([[]]);
  expect(words()).toEqual([]);
});

test('a transaction that waits for something else ends, and the rest goes on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  using database = open();
  using _ = { [Symbol.dispose]: () => void vi.useRealTimers() };
  const { write, put, words, transact } = database;
  let late: Promise<unknown> = Promise.resolve();
  const awaited = Promise.withResolvers<void>();
  const stuck = transact(async (tx) => {
    await tx.write(() => put('half'));
    await awaited.promise;
    late = tx.write(() => put('late')).catch((cause: unknown) => cause);
  });
  const next = write(() => put('next'));
  await Promise.all([expect(stuck).rejects.toThrow('something else'), passTime()]);
  await next;
  awaited.resolve();
  await new Promise(setImmediate);
  expect(await late).toEqual(new Error('the transaction has ended'));
  expect(words()).toEqual(['next']);

  async function passTime(): Promise<void> {
    await new Promise(setImmediate);
    vi.advanceTimersByTime(5000);
  }
});
