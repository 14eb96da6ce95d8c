import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { firstBroken } from '../../src/audit/audit.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { FakeLamps, otherCode } from './fake-lamps.ts';

let clock: FakeClock;
let lamps: FakeLamps;
beforeEach(() => {
  clock = new FakeClock();
  lamps = new FakeLamps(clock);
});

test('what a source refuses was not done, and is told as that', async () => {
  lamps.failure = { kind: 'denied', service: 'Lamps' };
  const code = await lamps.propose();
  expect(await lamps.hears(`ok ${code}`)).toBe('! Not done: Lamps ? refused our key');
  expect(lamps.runs).toHaveLength(1);
});

test('a source that does not answer may have done it: the relay looks', async () => {
  lamps.failure = { kind: 'timeout', service: 'Lamps', afterMs: 1 };
  const code = await lamps.propose();
  expect(await lamps.hears(`ok ${code}`)).toBe('hall done.');
  expect(lamps.runs).toHaveLength(1);
});

test('what nobody can see is not called done', async () => {
  lamps.isSeen = false;
  const code = await lamps.propose();
  const reply = lamps.hears(`ok ${code}`);
  await clock.elapse(6000);
  expect(await reply).toBe('Sent. I text you what came of it.');
  await clock.elapse(4 * MINUTE);
  expect(lamps.told).toEqual([{ to: ALICE, text: 'Sent, not confirmed: switch lamp hall' }]);
});

test('the same is not begun twice at once', async () => {
  const both = new FakeLamps(clock, openDatabase('memory:'), [ALICE, BOB]);
  both.isSeen = false;
  const [one, two] = [await both.propose(ALICE), await both.propose(BOB)];
  const first = both.hears(`ok ${one}`, ALICE);
  await clock.elapse(100);
  expect(await both.hears(`ok ${two}`, BOB)).toBe('That is under way already.');
  await clock.elapse(5 * MINUTE);
  await first;
  expect(both.runs).toHaveLength(1);
});

test.for(['run', 'look'] as const)('a bug in %s leaves nothing under way for ever', async (bug) => {
  lamps.bug = bug;
  lamps.isSeen = false;
  const code = await lamps.propose();
  const reply = lamps.hears(`ok ${code}`);
  await clock.elapse(6000);
  expect(await reply).toMatch(/^Sent/);
  await clock.elapse(4 * MINUTE);
  expect(lamps.told.at(-1)?.text).toBe('Sent, not confirmed: switch lamp hall');
  expect(await lamps.audit.unfinished()).toEqual([]);

  lamps.bug = undefined;
  lamps.isSeen = true;
  expect(await lamps.hears(`ok ${await lamps.propose()}`)).toBe('hall done.');
});

test('a proposal never takes the place of a question, not even of one asked at the same moment', async () => {
  const ask = (face: 'sms' | 'claude', lamp: string) =>
    lamps.request(lamps.callerOf(ALICE, face), 'lamp_switch', { lamp });
  const [menu, claude] = await Promise.all([ask('sms', 'hall'), ask('claude', 'attic')]);
  expect(claude).toEqual({ text: 'Another question waits for its code first.' });
  await lamps.hears(`ok ${/OK (\d{6})/.exec(menu.footer ?? '')?.[1]}`);
  expect(lamps.runs).toEqual(['switch hall']);
});

test('what changed since the question is asked about again, with another code', async () => {
  const code = await lamps.propose();
  lamps.state = 'on';
  expect(await lamps.hears(`ok ${code}`)).toBe('It changed meanwhile. switch lamp hall?');
  expect(lamps.runs).toEqual([]);
});

test('a code is for the words that were shown: what is called otherwise by now is asked about again', async () => {
  const code = await lamps.propose();
  lamps.name = 'heater';
  expect(await lamps.hears(`ok ${code}`)).toBe('It changed meanwhile. switch heater hall?');
  expect(lamps.runs).toEqual([]);
});

test.for(['yes {code}', 'o k {code}', '"OK {code}"', '{code} ok', 'OK12345', '12345', 'OK', 'yes'])(
  '%s is no code',
  async (text) => {
    const code = await lamps.propose();
    expect(await lamps.hears(text.replace('{code}', code))).toMatch(/^Text OK and the code/);
    expect(lamps.runs).toEqual([]);
  },
);

const CODES = ['OK {code}', ' ok {code} ', 'Ok{code}', 'ok, {code}.', 'OK: {code}'];
const BARE_CODES = ['{code}', ' {code}. ', '{code} please'];

test.for([...CODES, ...BARE_CODES, 'ok {code} please', 'OK {code}, thanks!'])(
  '%s is a code',
  async (text) => {
    const code = await lamps.propose();
    await lamps.hears(text.replace('{code}', code));
    expect(lamps.runs).toEqual(['switch hall']);
  },
);

test('a code is a try with or without OK', async () => {
  const code = await lamps.propose();
  expect(await lamps.hears(otherCode(code))).toBe('Not the code. 4 more tries.');
  expect(await lamps.hears(`ok ${otherCode(code)}`)).toBe('Not the code. 3 more tries.');
  expect(lamps.runs).toEqual([]);
});

test('a text that can answer no question costs no look at the store', async () => {
  const database = openDatabase('memory:');
  const house = new FakeLamps(clock, database);
  await house.propose();
  database[Symbol.dispose]();
  for (const text of ['plex', '2', 'v', 'home', '10.0.1.5', 'pod 12345']) {
    expect(await house.hears(text)).toBeUndefined();
  }
  await expect(house.hears('the code is 482153')).rejects.toThrow('finalized');
});

test('a question is asked and written down together, or not at all', async () => {
  const database = openDatabase('memory:');
  const house = new FakeLamps(clock, database);
  database.sql.exec(`CREATE TRIGGER broken BEFORE INSERT ON audit
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  await expect(house.propose()).rejects.toThrow('disk full');
  expect(await house.approvals.waiting(ALICE)).toBeUndefined();
});

test('a code that cannot be written down as used is still good', async () => {
  const database = openDatabase('memory:');
  const house = new FakeLamps(clock, database);
  const code = await house.propose();
  database.sql.exec(`CREATE TRIGGER broken BEFORE INSERT ON confirmed_code
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  await expect(house.hears(`ok ${code}`)).rejects.toThrow('disk full');
  expect(house.runs).toEqual([]);
  database.sql.exec('DROP TRIGGER broken');
  expect(await house.hears(`ok ${code}`)).toBe('hall done.');
});

describe('where no question waits', () => {
  test.for(['482153', '482 153', '482153 please', 'yes', 'ok', 'yes OK 482153', 'no, leave it'])(
    '%s may be about anything',
    async (text) => {
      expect(await lamps.hears(text)).toBeUndefined();
    },
  );

  test('a code with its OK waits for nothing', async () => {
    expect(await lamps.hears('OK 482153')).toMatch(/^Nothing waits for a code\./);
  });

  test.for(['NO', 'no.', 'No thanks', 'drop'])('%s says so', async (text) => {
    expect(await lamps.hears(text)).toBe('No question is open.');
  });

  test('the code that was used, even bare, tells what came of it', async () => {
    const code = await lamps.propose();
    await lamps.hears(code);
    expect(await lamps.hears(code)).toMatch(/^Done .*: hall done\.$/);
    expect(lamps.runs).toEqual(['switch hall']);
  });
});

describe('the record', () => {
  test('tells every step, chained', async () => {
    const code = await lamps.propose();
    await lamps.hears(`ok ${code}`);
    await lamps.propose();
    await lamps.hears('no');
    const lines = await Array.fromAsync(lamps.audit.all());
    const events = lines.map(({ event }) => event);
    expect(events).toEqual(['asked', 'started', 'sent', 'done', 'asked', 'dropped']);
    expect(await firstBroken(lines)).toBeUndefined();
  });

  test('cannot be changed, and what was changed elsewhere is noticed', async () => {
    const database = openDatabase('memory:');
    const house = new FakeLamps(clock, database);
    for (let round = 0; round < 3; round += 1) await house.propose();
    expect(() => database.sql.exec('DELETE FROM audit')).toThrow('never shortened');
    expect(() => database.sql.exec("UPDATE audit SET who = 'x'")).toThrow('never changed');
    database.sql.exec('DROP TRIGGER audit_is_final');
    database.sql.exec("UPDATE audit SET words = 'nothing' WHERE seq = 2");
    expect(await firstBroken(house.audit.all())).toBe(2);
  });
});

test('after a crash nothing is done again, and the person hears how it really is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-actions-'));
  const url = `sqlite:${join(folder, 'relay.db')}`;
  try {
    const before = new FakeLamps(clock, openDatabase(url));
    before.hangs = true;
    const code = await before.propose();
    void before.hears(`ok ${code}`);
    await clock.elapse(100);
    expect(before.runs).toHaveLength(1);

    const reopened = openDatabase(url);
    const kept = () => reopened.sql.prepare('SELECT seen FROM evidence').all();
    expect(kept()).toEqual([{ seen: '{"wasOn":false}' }]);
    const after = new FakeLamps(clock, reopened);
    await after.approvals.recover();
    await clock.elapse(100);
    expect(after.evidence).toEqual({ wasOn: false });
    expect(kept()).toEqual([]);
    expect(after.told).toEqual([
      { to: ALICE, text: 'Restarted during: switch lamp hall? Result unknown, checking.' },
      { to: ALICE, text: 'hall done.' },
    ]);
    expect(after.runs).toEqual([]);

    const later = new FakeLamps(clock, openDatabase(url));
    await later.approvals.recover();
    await clock.elapse(100);
    expect(later.told).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is not set up any more cannot be looked at, and is told once', async () => {
  const at = clock.now();
  const line = {
    run: '1',
    at,
    who: ALICE,
    face: 'menu',
    action: 'heater_off',
    input: '{}',
  } as const;
  await lamps.audit.add({ ...line, event: 'started', words: 'heater off?' });
  await lamps.approvals.recover();
  await clock.elapse(0);
  await lamps.approvals.recover();
  await clock.elapse(0);
  const text = 'Restarted during: heater off? Result unknown, cannot look.';
  expect(lamps.told).toEqual([{ to: ALICE, text }]);
  expect(await lamps.audit.unfinished()).toEqual([]);
});

test('a code is good for five minutes, whoever sets the clock meanwhile', async () => {
  const code = await lamps.propose();
  clock.jump(-2 * HOUR);
  clock.advance(5 * MINUTE);
  expect(await lamps.hears(`ok ${code}`)).toBe('hall done.');
  const late = await lamps.propose();
  clock.jump(-2 * HOUR);
  clock.advance(5 * MINUTE + 1);
  expect(await lamps.hears(`ok ${late}`)).toMatch(/^Nothing waits for a code\./);
});

test('who may only look is refused by what the caller may do, at the question and at the code', async () => {
  const code = await lamps.propose();
  const looker = { ...lamps.callerOf(ALICE), scopes: new Set<never>() };
  const refusal = { text: 'This number may only look.' };
  expect(await lamps.request(looker, 'lamp_switch', { lamp: 'hall' })).toEqual(refusal);
  expect(await lamps.approvals.handleReply(looker, `ok ${code}`)).toEqual(refusal);
  expect(await lamps.approvals.handleReply(looker, 'unlock 123456')).toEqual(refusal);
  expect(lamps.runs).toEqual([]);
  expect(await lamps.hears(`ok ${code}`)).toBe('hall done.');
});

test('the record tells the face by which each question was asked, to its end', async () => {
  const caller = lamps.callerOf(ALICE, 'claude');
  const asked = await lamps.request(caller, 'lamp_switch', { lamp: 'attic' });
  await lamps.hears(`ok ${/OK (\d{6})/.exec(asked.footer ?? '')?.[1]}`);
  await lamps.hears(`ok ${await lamps.propose()}`);
  const entries = await Array.fromAsync(lamps.audit.all());
  const lines = entries.map(({ face, event }) => `${face} ${event}`);
  expect(lines).toEqual(
    ['claude', 'sms'].flatMap((face) =>
      ['asked', 'started', 'sent', 'done'].map((event) => `${face} ${event}`),
    ),
  );
});

test('an action of an older version, whose face for a text was the menu, is followed to its end', async () => {
  await lamps.audit.add({
    ...{ run: '1', at: clock.now(), who: ALICE, face: 'menu', action: 'lamp_switch' },
    ...{ input: '{"lamp":"hall"}', event: 'started', words: 'switch lamp hall?' },
  });
  await lamps.approvals.recover();
  await clock.elapse(0);
  expect(await lamps.audit.last(1)).toMatchObject([{ run: '1', face: 'sms', event: 'done' }]);
});

test('the time in a failure is told to whoever asked, in their zone, and not recorded for readers in others', async () => {
  lamps.zones.set(ALICE, 'Europe/Berlin');
  const outage = { failingSince: clock.now(), lastGoodAt: clock.now() };
  lamps.failure = { kind: 'denied', service: 'Lamps', outage };
  expect(await lamps.hears(`ok ${await lamps.propose()}`)).toBe(
    '! Not done: Lamps ? refused our key, last OK 13:00',
  );
  expect((await lamps.audit.last(1))[0]?.words).toBe('Lamps ? refused our key');
});
