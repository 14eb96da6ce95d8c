import { expect, test } from 'vitest';
import { systemClock } from '../../../../src/core/clock.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { DAY } from '../../../support/fake-clock.ts';
import { freePort } from '../../../support/free-port.ts';
import {
  createReplicaDatabase,
  joinAs,
  QUICK,
  type TestReplica,
} from '../../../support/join-replica.ts';
import { openLink } from '../../../support/postgres-link.ts';
import { portOf, stoppableClock, terminate, through } from '../../../support/replica-faults.ts';

const leads = (replica: TestReplica) => expect.poll(() => replica.isOnDuty());

describeOnPostgres('replicas', () => {
  test('one leads, and each knows which and who else is alive', async () => {
    await using database = await createReplicaDatabase();
    await using one = joinAs('one', database.url);
    await leads(one).toBe(true);
    await using two = joinAs('two', database.url);
    const names = () => two.leadership.describe().alive.map(({ name }) => name);
    await expect.poll(names).toEqual(['one', 'two']);
    expect(two.leadership.describe()).toMatchObject({
      ...{ self: { name: 'two' }, isLeading: false, leader: 'one', problem: undefined },
    });
    expect(one.leadership.describe()).toMatchObject({ isLeading: true, leader: 'one' });
    expect([one.token(), two.token()]).toEqual([1, 0]);
    expect(two.heard).toEqual([]);
  });

  test('another one leads at once when the leader leaves', async () => {
    await using database = await createReplicaDatabase();
    const one = joinAs('one', database.url);
    await leads(one).toBe(true);
    const slow = { beatMs: 60_000, leaseMs: 90_000, termMs: 80_000, holdMs: 70_000 };
    await using two = joinAs('two', database.url, { timing: slow });
    await two.joined;
    await one[Symbol.asyncDispose]();
    expect([one.heard, one.token()]).toEqual([['leads', 'leads no more'], 0]);
    await leads(two).toBe(true);
    expect(two.token()).toBe(2);
    const left = await database.query('SELECT name FROM replica');
    expect(left).toEqual([{ name: 'two' }]);
  });

  test('a leader whose connection is ended leads no more, and one of them leads again', async () => {
    await using database = await createReplicaDatabase();
    await using one = joinAs('one', database.url, { timing: QUICK });
    await leads(one).toBe(true);
    await using two = joinAs('two', database.url, { timing: QUICK });
    await two.joined;
    await terminate(database, 'one');
    await expect.poll(() => one.heard.slice(0, 2)).toEqual(['leads', 'leads no more']);
    await expect.poll(() => one.token() + two.token()).toBeGreaterThan(1);
    await expect.poll(() => one.leadership.describe().problem).toBeUndefined();
    expect(one.logged).toContain('the database answers again');
  });

  test('a leader whose clock stops is replaced, and its token is not the newest any more', async () => {
    await using database = await createReplicaDatabase();
    const { clock, stop } = stoppableClock();
    const one = joinAs('one', database.url, { clock, timing: QUICK });
    await leads(one).toBe(true);
    await using two = joinAs('two', database.url, { timing: QUICK });
    await two.joined;
    stop();
    await leads(two).toBe(true);
    await leads(one).toBe(false);
    expect(one.token()).toBe(0);
    expect(two.token()).toBeGreaterThan(1);
  });

  test('a leader whose connection stalls stops before another one leads', async () => {
    await using database = await createReplicaDatabase();
    await using link = await openLink(portOf(database.url));
    const order: string[] = [];
    await using one = joinAs('one', through(database.url, link.port), { order, timing: QUICK });
    await leads(one).toBe(true);
    await using two = joinAs('two', database.url, { order, timing: QUICK });
    await two.joined;
    link.stall();
    await leads(two).toBe(true);
    link.goOn();
    await expect.poll(() => one.leadership.describe().problem).toBeUndefined();
    expect(order.slice(0, 3)).toEqual(['one leads', 'one leads no more', 'two leads']);
  });

  test('a leader whose lock the server frees without its knowledge stops before another one leads', async () => {
    await using database = await createReplicaDatabase();
    await using link = await openLink(portOf(database.url));
    const order: string[] = [];
    await using one = joinAs('one', through(database.url, link.port), { order, timing: QUICK });
    await leads(one).toBe(true);
    await using two = joinAs('two', database.url, { order, timing: QUICK });
    await two.joined;
    link.stall();
    await terminate(database, 'one');
    await leads(two).toBe(true);
    expect(order.slice(0, 3)).toEqual(['one leads', 'one leads no more', 'two leads']);
  });

  test('a leader that leaves ends its duties before another one begins', async () => {
    await using database = await createReplicaDatabase();
    const order: string[] = [];
    const one = joinAs('one', database.url, { order });
    one.leadership.lead(async (signal) => {
      while (!signal.aborted) await database.query('SELECT pg_sleep(0.2)');
      order.push('one has ended a long step');
    });
    await leads(one).toBe(true);
    await using two = joinAs('two', database.url, { order });
    await two.joined;
    await one[Symbol.asyncDispose]();
    await leads(two).toBe(true);
    const expected = ['one leads', 'one leads no more', 'one has ended a long step', 'two leads'];
    expect(order).toEqual(expected);
  });

  test('a database that is away at the start is waited for', async () => {
    await using database = await createReplicaDatabase();
    const port = await freePort();
    await using one = joinAs('one', through(database.url, port));
    await expect.poll(() => one.leadership.describe().problem).toMatch(/ECONNREFUSED/);
    expect(one.leadership.describe()).toMatchObject({
      ...{ isLeading: false, leader: undefined, alive: [{ name: 'one' }] },
    });
    await using _ = await openLink(portOf(database.url), port);
    await leads(one).toBe(true);
    const warnings = one.logged.filter((words) => words.includes('no connection'));
    expect(warnings).toHaveLength(1);
  });

  test('a replica that dies is not alive any more when its lease ends', async () => {
    await using database = await createReplicaDatabase();
    await using one = joinAs('one', database.url);
    await leads(one).toBe(true);
    const port = await freePort();
    const link = await openLink(portOf(database.url), port);
    await using two = joinAs('two', through(database.url, port), { timing: QUICK });
    await two.joined;
    const names = () => one.leadership.describe().alive.map(({ name }) => name);
    await expect.poll(names).toContain('two');
    await link[Symbol.asyncDispose]();
    await expect.poll(names).toEqual(['one']);
  });

  test('a replica with a wrong clock shows the time of the database', async () => {
    await using database = await createReplicaDatabase();
    const wrong = { ...systemClock, now: () => Date.now() - DAY };
    await using one = joinAs('one', database.url, { clock: wrong });
    expect(one.clock.now()).toBeLessThan(Date.now() - DAY / 2);
    await one.joined;
    await using two = joinAs('two', database.url);
    await two.joined;
    expect(Math.abs(one.clock.now() - two.clock.now())).toBeLessThan(100);
    expect(Math.abs(one.clock.now() - Date.now())).toBeLessThan(1000);
  });

  test('a notice reaches the listeners of every replica, also after a lost connection', async () => {
    await using database = await createReplicaDatabase();
    await using one = joinAs('one', database.url);
    const heard: string[] = [];
    one.onNotice('relay_test', (payload) => heard.push(payload));
    await expect.poll(() => heard).toEqual(['']);
    await database.query(`SELECT pg_notify('relay_test', 'first')`);
    await expect.poll(() => heard).toEqual(['', 'first']);
    await terminate(database, 'one');
    await expect.poll(() => heard).toEqual(['', 'first', '']);
    await database.query(`SELECT pg_notify('relay_test', 'second')`);
    await expect.poll(() => heard).toEqual(['', 'first', '', 'second']);
  });
});
