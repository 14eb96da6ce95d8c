import { expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../src/adapters/storage/sqlite/database.ts';
import { createGroup } from '../../../../src/adapters/storage/sqlite/group-commit.ts';
import { currentTraceId, withTrace } from '../../../../src/core/trace.ts';

function open(): Database & {
  readonly write: (word: string) => string;
  readonly words: () => unknown[];
} {
  const database = openDatabase('memory:');
  const { sql } = database;
  sql.exec('CREATE TABLE word (word TEXT UNIQUE)');
  const insert = sql.prepare('INSERT INTO word VALUES (?)');
  const all = sql.prepare('SELECT word FROM word ORDER BY rowid');
  return {
    ...database,
    write: (word) => {
      insert.run(word);
      return word;
    },
    words: () => all.all().map(({ word }) => word),
  };
}

test('what comes in one moment is one transaction, in order, and told when it is committed', async () => {
  using database = open();
  const { groupCommit, write, words, sql } = database;
  const transactions: boolean[] = [];
  const seen = await Promise.all(
    ['one', 'two', 'three'].map((word) =>
      groupCommit(() => {
        transactions.push(sql.isTransaction);
        return write(word);
      }).then((told) => [told, sql.isTransaction]),
    ),
  );
  expect(seen).toEqual(['one', 'two', 'three'].map((word) => [word, false]));
  expect(transactions).toEqual([true, true, true]);
  expect(words()).toEqual(['one', 'two', 'three']);
});

test('each is done on the trip of whoever asked for it', async () => {
  using database = open();
  const trips = ['SM1', 'SM2'].map((sid) =>
    withTrace(sid, () => database.groupCommit(currentTraceId)),
  );
  expect(await Promise.all(trips)).toEqual(['SM1', 'SM2']);
});

test('nothing is written, and no transaction is open, before its turn comes', async () => {
  using database = open();
  const { groupCommit, write, words, sql } = database;
  const written = groupCommit(() => write('later'));
  await Promise.resolve();
  expect([words(), sql.isTransaction]).toEqual([[], false]);
  write('at once');
  await written;
  expect(words()).toEqual(['at once', 'later']);
});

test('one that fails takes back all that it did, and nothing of the others', async () => {
  using database = open();
  const { groupCommit, write, words } = database;
  write('taken');
  const outcomes = await Promise.allSettled([
    groupCommit(() => write('one')),
    groupCommit(() => [write('half'), write('taken')]),
    groupCommit(() => write('two')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(words()).toEqual(['taken', 'one', 'two']);
});

/** A database that another process holds for the first tries. */
function startHeld(busyTries: number, maxBusyMs = 10_000) {
  const held = new Error('database is locked');
  const failures: unknown[] = [];
  let tries = 0;
  const { groupCommit } = createGroup({
    atomically(work) {
      tries += 1;
      if (tries <= busyTries) throw held;
      return work();
    },
    isBusy: (cause) => cause === held,
    onCommit: (failure) => failures.push(failure),
    maxBusyMs,
  });
  return { groupCommit, held, failures, tries: () => tries };
}

test('work waits for a database that another process holds, and the event loop goes on', async () => {
  const { groupCommit, tries, failures } = startHeld(2);
  const done: number[] = [];
  const work = [1, 2].map((one) => groupCommit(() => done.push(one)));
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect([tries(), done]).toEqual([1, []]);
  work.push(groupCommit(() => done.push(3)));
  await Promise.all(work);
  expect([tries(), done]).toEqual([3, [1, 2, 3]]);
  expect(failures).toEqual([undefined]);
});

test('work that waited too long fails, and is told', async () => {
  const { groupCommit, held, failures } = startHeld(Number.POSITIVE_INFINITY, 0);
  const outcomes = await Promise.allSettled([1, 2, 3].map((one) => groupCommit(() => one)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(failures).toEqual([held]);
});

test('what still waits when the database is closed is committed before', async () => {
  const database = open();
  const written = database.groupCommit(() => database.write('last'));
  database[Symbol.dispose]();
  expect(await written).toBe('last');
});
