import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApprovalStores } from '../../src/adapters/storage/sqlite/approval-stores.ts';
import { type Database, openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createTotp } from '../../src/adapters/totp/totp.ts';
import { firstBroken } from '../../src/audit/audit.ts';
import { Secret } from '../../src/core/secret.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB, peopleWith } from '../support/people.ts';
import { FakeLamps, otherCode } from './fake-lamps.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('two processes on one file', () => {
  let folder: string;
  let clock: FakeClock;
  let databases: Database[];
  let one: FakeLamps;
  let two: FakeLamps;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'two-processes-'));
    clock = new FakeClock();
    databases = [];
    [one, two] = [start(), start()];
  });
  afterEach(() => {
    for (const database of databases) database[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });

  function start(): FakeLamps {
    const database = openDatabase(`sqlite:${join(folder, 'relay.db')}`);
    databases.push(database);
    return new FakeLamps(
      ...([clock, database, [ALICE, BOB] as const, createTotp(new Secret(SECRET), clock)] as const),
    );
  }

  const runs = (): readonly string[] => [...one.runs, ...two.runs];

  test('a question of one is confirmed at the other', async () => {
    const code = await one.propose();
    expect(await two.hears(`ok ${otherCode(code)}`)).toBe('Not the code. 4 more tries.');
    expect(await two.hears(`ok ${code}`)).toBe('hall done.');
    expect(await one.hears(`ok ${code}`)).toBe('Done 12:00: hall done.');
    expect([one.runs, two.runs]).toEqual([[], ['switch hall']]);
  });

  test('a code is redeemed once, wherever it is texted at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const code = await one.propose();
      await Promise.all([one, two, one, two].map((lamps) => lamps.hears(`ok ${code}`)));
      expect(runs()).toHaveLength(round + 1);
    }
    expect(await firstBroken(one.audit.all())).toBeUndefined();
  });

  test('the same is never under way twice', async () => {
    const [first, second] = [await one.propose(ALICE), await two.propose(BOB)];
    one.isSeen = false;
    two.isSeen = false;
    const replies = Promise.all([one.hears(`ok ${first}`, ALICE), two.hears(`ok ${second}`, BOB)]);
    await clock.elapse(4 * MINUTE);
    expect((await replies).toSorted()).toEqual([
      'Sent. I text you what came of it.',
      'That is under way already.',
    ]);
    expect(runs()).toHaveLength(1);
  });

  test('the digits of an authenticator are good once', async () => {
    const digits = new TOTP({ secret: SECRET }).generate({ timestamp: clock.now() });
    const [first, second] = [
      await one.propose(ALICE, 'smash'),
      await two.propose(BOB, 'smash', 'attic'),
    ];
    await Promise.all([
      one.hears(`ok ${first} ${digits}`, ALICE),
      two.hears(`ok ${second} ${digits}`, BOB),
    ]);
    expect(runs()).toHaveLength(1);
  });

  test('wrong codes are counted together', async () => {
    await one.propose();
    const guesses = Array.from({ length: 8 }, (_, at) => (at % 2 ? one : two).hears('ok 000000'));
    const replies = await Promise.all(guesses);
    const wrong = replies.filter((reply) => reply?.startsWith('Not the code.'));
    expect(wrong).toHaveLength(4);
    expect(await one.propose()).toMatch(/^Too many wrong codes/);
  });
});

test('a question asked before a restart is confirmed after it, for five minutes', async () => {
  const clock = new FakeClock();
  using database = openDatabase('memory:');
  const code = await new FakeLamps(clock, database).propose();
  clock.advance(MINUTE);
  const after = new FakeLamps(clock, database);
  expect(await after.approvals.waiting(ALICE)).toBe('switch lamp hall?');
  expect(await after.hears(`the code ${code}`)).toMatch(/^Text OK and the code/);
  expect(await after.hears(`ok ${code}`)).toBe('hall done.');

  const late = await after.propose();
  clock.advance(5 * MINUTE + 1);
  expect(await new FakeLamps(clock, database).hears(`ok ${late}`)).toMatch(/^Nothing waits/);
});

test('nobody who is locked out while the target is looked at gets a question', async () => {
  const clock = new FakeClock();
  using database = openDatabase('memory:');
  const lamps = new FakeLamps(clock, database);
  const { suspensions } = openApprovalStores(clock)(database);
  const [alice] = peopleWith([ALICE]).all;
  if (!alice) throw new Error('nobody');
  lamps.onPlan = async () => void (await suspensions.suspend(alice, clock.now()));
  expect(await lamps.propose()).toBe('This number may only look.');
  expect(await lamps.approvals.waiting(ALICE)).toBeUndefined();
});

test('a question whose action is not set up any more is refused, and is on record', async () => {
  const clock = new FakeClock();
  using database = openDatabase('memory:');
  const code = await new FakeLamps(clock, database).propose();
  database.sql.exec("UPDATE pending_approval SET action = 'gone'");
  const after = new FakeLamps(clock, database);
  expect(await after.hears(`ok ${code}`)).toBe('Nobody here can do that.');
  expect(await after.hears(`ok ${code}`)).toMatch(/^Nothing waits for a code/);
  expect((await after.audit.last(1))[0]?.words).toBe('not set up any more: switch lamp hall?');
});

describe('an action whose end cannot be written down', () => {
  const breakAudit = ({ sql }: Database): void =>
    sql.exec(`CREATE TRIGGER broken BEFORE INSERT ON audit WHEN NEW.event <> 'asked'
      BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  const mend = ({ sql }: Database): void => sql.exec('DROP TRIGGER broken');

  let clock: FakeClock;
  let database: Database;
  let lamps: FakeLamps;
  beforeEach(() => {
    clock = new FakeClock();
    database = openDatabase('memory:');
    lamps = new FakeLamps(clock, database);
    lamps.onRun = () => breakAudit(database);
  });
  afterEach(() => database[Symbol.dispose]());

  test('is followed all the same, and its end is told when it is written', async () => {
    const reply = lamps.hears(`ok ${await lamps.propose()}`);
    await clock.elapse(10_000);
    expect(await reply).toMatch(/^Sent\./);
    mend(database);
    await clock.elapse(MINUTE);
    expect(await lamps.audit.unfinished()).toEqual([]);
    expect(lamps.told.at(-1)?.text).toBe('hall done.');
  });

  test('can be asked for again after a failure that was written late', async () => {
    lamps.failure = { kind: 'denied', service: 'Lamps' };
    const reply = lamps.hears(`ok ${await lamps.propose()}`);
    await clock.elapse(10_000);
    mend(database);
    await clock.elapse(MINUTE);
    expect(await reply).toMatch(/^! Not done/);
    lamps.failure = undefined;
    lamps.onRun = () => {};
    expect(await lamps.hears(`ok ${await lamps.propose()}`)).toBe('hall done.');
  });
});
