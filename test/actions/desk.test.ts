import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { TOTP } from 'otpauth';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteUsedCodes } from '../../src/adapters/sqlite/sqlite-used-codes.ts';
import { createTotp } from '../../src/adapters/totp/totp.ts';
import { firstBroken } from '../../src/audit/audit.ts';
import { Secret } from '../../src/core/secret.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import { Switches } from './house-of-switches.ts';
import { Round } from './round.ts';

let clock: FakeClock;
let lamps: Switches;
beforeEach(() => {
  clock = new FakeClock();
  lamps = new Switches(clock);
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
  const both = new Switches(clock, openDatabase('memory:'), [ALICE, BOB]);
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
  expect(lamps.audit.unfinished()).toEqual([]);

  lamps.bug = undefined;
  lamps.isSeen = true;
  expect(await lamps.hears(`ok ${await lamps.propose()}`)).toBe('hall done.');
});

test('a proposal never takes the place of a question, not even of one asked at the same moment', async () => {
  const wish = { person: ALICE, action: 'lamp_switch' } as const;
  const [menu, claude] = await Promise.all([
    lamps.desk.propose({ ...wish, input: { lamp: 'hall' }, face: 'menu' }),
    lamps.desk.propose({ ...wish, input: { lamp: 'attic' }, face: 'claude' }),
  ]);
  expect(claude).toEqual({ text: 'Another question waits for its code first.' });
  await lamps.hears(`ok ${/OK (\d{4})/.exec(menu.wayOn ?? '')?.[1]}`);
  expect(lamps.runs).toEqual(['switch hall']);
});

test('what changed since the question is asked about again, with another code', async () => {
  const code = await lamps.propose();
  lamps.state = 'on';
  expect(await lamps.hears(`ok ${code}`)).toBe('It changed meanwhile. switch lamp hall?');
  expect(lamps.runs).toEqual([]);
});

test.for(['ok 0000 please', '0000', 'yes', 'okay', 'o k 1234', 'OK12345'])(
  '%s is no code',
  async (text) => {
    await lamps.propose();
    await lamps.hears(text);
    expect(lamps.runs).toEqual([]);
  },
);

test.for(['OK {code}', ' ok {code} ', 'Ok{code}', 'ok, {code}.', 'OK: {code}'])(
  '%s is a code',
  async (text) => {
    const code = await lamps.propose();
    await lamps.hears(text.replace('{code}', code));
    expect(lamps.runs).toEqual(['switch hall']);
  },
);

describe('what destroys asks for a second factor', () => {
  const accepted: string[] = [];
  const secondFactor = {
    accepts: (digits: string) => digits === '123456' && !accepted.includes(digits),
  };
  const locked = () => new Switches(clock, openDatabase('memory:'), [ALICE], secondFactor);

  test('and is not done without it, or with a wrong one', async () => {
    const house = locked();
    for (const second of ['', ' 654321']) {
      const code = await house.propose(ALICE, 'smash');
      expect(await house.hears(`ok ${code}${second}`)).toContain('Not the 6 digits of your app.');
    }
    expect(house.runs).toEqual([]);
    const code = await house.propose(ALICE, 'smash');
    expect(await house.hears(`ok ${code} 123456`)).toBe('hall done.');
  });

  test('whose digits are good once, also for a process that starts within their half minute', async () => {
    const database = openDatabase('memory:');
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const start = () => {
      const used = createSqliteUsedCodes(database);
      return new Switches(clock, database, [ALICE], createTotp(new Secret(secret), used, clock));
    };
    const digitsNow = () => new TOTP({ secret }).generate({ timestamp: clock.now() });
    const before = start();
    const digits = digitsNow();
    const code = await before.propose(ALICE, 'smash');
    expect(await before.hears(`ok ${code} ${digits}`)).toBe('hall done.');

    const after = start();
    const next = await after.propose(ALICE, 'smash');
    const reply = await after.hears(`ok ${next} ${digits}`);
    expect(reply).toBe('Not the 6 digits of your app. Nothing was done, ask again.');
    expect(after.runs).toEqual([]);

    clock.advance(MINUTE / 2);
    const last = await after.propose(ALICE, 'smash');
    expect(await after.hears(`ok ${last} ${digitsNow()}`)).toBe('hall done.');
  });

  test('what only changes does not', async () => {
    const house = locked();
    const code = await house.propose(ALICE, 'switch');
    expect(await house.hears(`ok ${code}`)).toBe('hall done.');
  });
});

describe('the record', () => {
  test('tells every step, chained', async () => {
    const code = await lamps.propose();
    await lamps.hears(`ok ${code}`);
    await lamps.propose();
    await lamps.hears('no');
    const events = [...lamps.audit.all()].map(({ event }) => event);
    expect(events).toEqual(['asked', 'started', 'sent', 'done', 'asked', 'dropped']);
    expect(firstBroken(lamps.audit.all())).toBeUndefined();
  });

  test('cannot be changed, and what was changed elsewhere is noticed', async () => {
    const database = openDatabase('memory:');
    const house = new Switches(clock, database);
    for (let round = 0; round < 3; round += 1) await house.propose();
    expect(() => database.sql.exec('DELETE FROM audit')).toThrow('never shortened');
    expect(() => database.sql.exec("UPDATE audit SET who = 'x'")).toThrow('never changed');
    database.sql.exec('DROP TRIGGER audit_is_final');
    database.sql.exec("UPDATE audit SET words = 'nothing' WHERE seq = 2");
    expect(firstBroken(house.audit.all())).toBe(2);
  });
});

test('after a crash nothing is done again, and the person hears how it really is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-actions-'));
  const url = `sqlite:${join(folder, 'relay.db')}`;
  try {
    const before = new Switches(clock, openDatabase(url));
    before.hangs = true;
    const code = await before.propose();
    void before.hears(`ok ${code}`);
    await clock.elapse(100);
    expect(before.runs).toHaveLength(1);

    const after = new Switches(clock, openDatabase(url));
    after.desk.recover();
    await clock.elapse(100);
    expect(after.told).toEqual([
      { to: ALICE, text: 'Restarted during: switch lamp hall? Result unknown, checking.' },
      { to: ALICE, text: 'hall done.' },
    ]);
    expect(after.runs).toEqual([]);

    const later = new Switches(clock, openDatabase(url));
    later.desk.recover();
    await clock.elapse(100);
    expect(later.told).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is not set up any more cannot be looked at, and is told once', () => {
  const at = clock.now();
  const line = {
    run: '1',
    at,
    who: ALICE,
    face: 'menu',
    action: 'heater_off',
    input: '{}',
  } as const;
  lamps.audit.add({ ...line, event: 'started', words: 'heater off?' });
  lamps.desk.recover();
  lamps.desk.recover();
  const text = 'Restarted during: heater off? Result unknown, cannot look.';
  expect(lamps.told).toEqual([{ to: ALICE, text }]);
  expect(lamps.audit.unfinished()).toEqual([]);
});

test('a code that comes twice is told what came of it, for as long as that is news', async () => {
  const ok = `ok ${await lamps.propose()}`;
  expect(await lamps.hears(ok)).toBe('hall done.');
  expect(await lamps.hears(ok)).toBe('Nothing waits for a code.\nLately: 12:00 hall done.');
  expect(await lamps.hears(ok, BOB)).toBe('This number may look only.');
  clock.advance(61 * MINUTE);
  expect(await lamps.hears(ok)).toBe('Nothing waits for a code.');
});

test('one that comes twice meanwhile is told that it is under way', async () => {
  lamps.hangs = true;
  const ok = `ok ${await lamps.propose()}`;
  void lamps.hears(ok);
  await clock.elapse(100);
  const reply = await lamps.hears(ok);
  expect(reply).toBe('Nothing waits for a code.\nLately: 12:00 switch lamp hall? under way');
});

describe('whatever is texted by whomever', () => {
  const who = fc.constantFrom(ALICE, ALICE, BOB);
  /** How many codes ago: mostly the newest. */
  const age = fc.oneof(fc.constant(0), fc.nat({ max: 5 }));
  const lamp = fc.constantFrom('hall', 'attic');
  const wish = fc.record({
    action: fc.oneof(fc.constant('lamp_switch'), fc.string()),
    input: fc.oneof(
      lamp.map((name) => ({ lamp: name })),
      fc.dictionary(fc.string(), fc.jsonValue()),
    ),
  });
  const modelCall = fc.record({
    tool: fc.oneof(fc.constant('propose'), fc.string()),
    input: fc.oneof({ weight: 3, arbitrary: wish }, { weight: 1, arbitrary: fc.jsonValue() }),
  });
  const step: fc.Arbitrary<(round: Round) => unknown> = fc.oneof(
    fc.tuple(who, lamp).map(
      ([person, name]) =>
        (round: Round) =>
          round.propose(person, name),
    ),
    fc.tuple(who, age).map(
      ([person, back]) =>
        (it: Round) =>
          it.answer(person, back),
    ),
    fc.tuple(who, fc.integer({ min: 1000, max: 9999 })).map(
      ([person, code]) =>
        (round: Round) =>
          round.text(person, String(code)),
    ),
    who.map((person) => (round: Round) => round.sayNo(person)),
    fc.nat({ max: 6 }).map((minutes) => (round: Round) => round.wait(minutes)),
    fc.constantFrom('on', 'off', 'dim').map((state) => (round: Round) => round.change(state)),
    fc.tuple(who, fc.string()).map(
      ([person, text]) =>
        (round: Round) =>
          round.say(person, text),
    ),
    fc.boolean().map((isDark) => (round: Round) => round.darken(isDark)),
    fc.tuple(who, age).map(
      ([person, back]) =>
        (round: Round) =>
          round.twice(person, back),
    ),
    fc.tuple(who, fc.array(modelCall, { maxLength: 4 })).map(
      ([person, calls]) =>
        (round: Round) =>
          round.consult(person, calls),
    ),
  );

  test('nothing happens without a fresh code from the phone of an operator', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const round = new Round();
        for (const take of steps) {
          await take(round);
          expect(round.house.runs).toEqual(round.rightful);
        }
      }),
      { numRuns: 500 },
    );
  });
});
