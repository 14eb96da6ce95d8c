import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { firstBroken } from '../../src/audit/audit.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { FakeLamps, otherCode, secondFactor } from './fake-lamps.ts';

let clock: FakeClock;
let lamps: FakeLamps;
beforeEach(() => {
  clock = new FakeClock();
  lamps = new FakeLamps(clock);
});

const LOCKED = /^Too many wrong codes: actions are locked until /;

describe('wrong codes', () => {
  test('are said, counted over several questions, and lock with the fifth', async () => {
    const replies = [];
    for (let time = 0; time < 5; time += 1) replies.push(await lamps.guess(1));
    expect(replies).toEqual([
      'Not the code. 4 more tries.',
      'Not the code. 3 more tries.',
      'Not the code. 2 more tries.',
      'Not the code. 1 more try.',
      'Too many wrong codes: actions are locked until 12:15.\nSooner: sms-relay unlock at the console.',
    ]);
    expect(await lamps.propose()).toMatch(LOCKED);
    clock.advance(15 * MINUTE);
    expect(await lamps.hears(`ok ${await lamps.propose()}`)).toBe('hall done.');
  });

  test('are counted only while a question waits', async () => {
    for (let time = 0; time < 30; time += 1) {
      expect(await lamps.hears('ok 111111')).toBe('Nothing waits for a code.');
    }
    expect(await lamps.guess(1)).toBe('Not the code. 4 more tries.');
    clock.advance(6 * MINUTE);
    expect(await lamps.hears('ok 111111')).toBe('Nothing waits for a code.');
    expect(await lamps.guess(1)).toBe('Not the code. 3 more tries.');
  });

  test('take the question with them when they lock', async () => {
    await lamps.guess(4);
    const code = await lamps.propose();
    await lamps.hears(`ok ${otherCode(code)}`);
    expect(await lamps.hears(`ok ${code}`)).toMatch(LOCKED);
    clock.advance(15 * MINUTE);
    expect(await lamps.hears(`ok ${code}`)).toMatch(/^Nothing waits for a code\./);
    expect(lamps.runs).toEqual([]);
  });

  test('are remembered over a restart, and so is the lock', async () => {
    const database = openDatabase('memory:');
    await new FakeLamps(clock, database).guess(4);
    const after = new FakeLamps(clock, database);
    expect(await after.guess(1)).toMatch(LOCKED);
    const later = new FakeLamps(clock, database);
    expect(await later.propose()).toMatch(/ locked until 12:15\./);
  });

  test('close actions after twenty in a day, whatever was confirmed in between', async () => {
    for (let round = 0; round < 5; round += 1) {
      await lamps.guess(4);
      if (round < 4) await lamps.hears(`ok ${await lamps.propose()}`);
    }
    const closed =
      'Too many wrong codes in a day: actions are closed until 22 Nov 12:00.\nSooner: sms-relay unlock at the console.';
    expect(await lamps.propose()).toBe(closed);
    clock.advance(24 * HOUR);
    expect(await lamps.hears(`ok ${await lamps.propose()}`)).toBe('hall done.');
  });

  test.for([-9, 9])(
    'lock as long as they said when the clock is set by %i hours',
    async (hours) => {
      await lamps.guess(5);
      clock.jump(hours * HOUR);
      expect(await lamps.propose()).toMatch(LOCKED);
      clock.advance(15 * MINUTE);
      expect(await lamps.propose()).toMatch(/^\d{6}$/);
    },
  );

  test('are on record, without the codes', async () => {
    await lamps.guess(5);
    const all = await Array.fromAsync(lamps.audit.all());
    const lines = all.filter(({ event }) => event !== 'asked');
    expect(lines.map(({ event }) => event)).toEqual([
      ...Array.from({ length: 5 }, () => 'wrong-code'),
      'locked',
    ]);
    expect(lines.at(-1)?.words).toBe('locked for 15m after wrong codes');
    expect(JSON.stringify(lines)).not.toMatch(/111111|222222/);
  });

  test('tell each operator, in their own time zone, until when it is locked', async () => {
    const house = new FakeLamps(clock, openDatabase('memory:'), [ALICE, BOB]);
    house.zones.set(ALICE, 'Europe/Berlin').set(BOB, 'Asia/Tokyo');
    expect(await house.guess(5)).toMatch(/ locked until 13:15\./);
    const ends = house.told.map(({ to, text }) => [to, / until (\d\d:\d\d),/.exec(text)?.[1]]);
    expect(ends).toEqual([
      [ALICE, '13:15'],
      [BOB, '21:15'],
    ]);
  });

  test('are told to every operator once a day, with the lock or not at all', async () => {
    const house = new FakeLamps(clock, openDatabase('memory:'), [ALICE, BOB]);
    await house.guess(5);
    const text =
      "Too many wrong codes from ...01: its actions are locked until 12:15, reading is not. If nobody of you typed them, somebody texts in that number's name.";
    expect(house.told).toEqual([
      { to: ALICE, text },
      { to: BOB, text },
    ]);
    clock.advance(15 * MINUTE);
    expect(await house.guess(5)).toMatch(/ locked until 13:15\./);
    expect(house.told).toHaveLength(2);
    clock.advance(25 * HOUR);
    await house.guess(5);
    expect(house.told).toHaveLength(4);
  });

  test('that cannot be told are not counted either: both are one commit', async () => {
    await lamps.guess(4);
    lamps.isMute = true;
    await expect(lamps.guess(1)).rejects.toThrow('mute');
    lamps.isMute = false;
    expect(await lamps.guess(1)).toMatch(LOCKED);
  });

  test('of one person lock nobody else', async () => {
    const house = new FakeLamps(clock, openDatabase('memory:'), [ALICE, BOB]);
    await house.guess(5);
    expect(await house.hears(`ok ${await house.propose(BOB)}`, BOB)).toBe('hall done.');
  });
});

describe('a lock is ended by the digits of the authenticator', () => {
  let house: FakeLamps;
  beforeEach(async () => {
    house = new FakeLamps(clock, openDatabase('memory:'), [ALICE], secondFactor);
  });

  test('which it asks for', async () => {
    const way = '\nSooner: text UNLOCK and your 6 digits.';
    expect(await house.guess(5)).toBe(
      `Too many wrong codes: actions are locked until 12:15.${way}`,
    );
    expect(await house.hears('unlock')).toContain(way);
    expect(await house.hears('unlock 654321')).toMatch(/^Not the 6 digits of your app\. Too many/);
    expect(await house.hears('UNLOCK 123 456')).toBe('Unlocked. Ask again.');
    expect(await house.hears(`ok ${await house.propose()}`)).toBe('hall done.');
    const lines = await Array.fromAsync(house.audit.all());
    const events = lines.map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['locked', 'wrong-code', 'unlocked', 'done']));
    expect(await firstBroken(lines)).toBeUndefined();
  });

  test('after twenty wrong codes of a day, too', async () => {
    for (let round = 0; round < 5; round += 1) {
      await house.guess(4);
      if (round < 4) await house.hears(`ok ${await house.propose()}`);
    }
    expect(await house.propose()).toMatch(/closed until .*\nSooner: text UNLOCK/s);
    expect(await house.hears('unlock 123456')).toBe('Unlocked. Ask again.');
    expect(await house.guess(1)).toBe('Not the code. 4 more tries.');
  });

  test('and by no more than 25 guesses of them', async () => {
    await house.guess(5);
    for (let time = 1; time < 25; time += 1) {
      expect(await house.hears('unlock 654321')).toContain('text UNLOCK');
    }
    expect(await house.hears('unlock 654321')).toContain('sms-relay unlock');
    expect(await house.hears('unlock 123456')).toMatch(LOCKED);
    expect(await house.propose()).toMatch(LOCKED);
  });

  test('and the question from before it has gone with the lock', async () => {
    await house.guess(4);
    const code = await house.propose();
    await house.hears(`ok ${otherCode(code)}`);
    await house.hears('unlock 123456');
    expect(await house.hears(`ok ${code}`)).toMatch(/^Nothing waits for a code\./);
    expect(house.runs).toEqual([]);
  });

  test('where nothing is locked they are not looked at', async () => {
    const never = { stepOf: () => expect.unreachable('nobody asked for them') };
    const open = new FakeLamps(clock, openDatabase('memory:'), [ALICE], never);
    expect(await open.hears('unlock 123456')).toBe('Actions are not locked.');
    expect(await open.hears('unlock 123456', BOB)).toBe('This number may only look.');
  });

  test('without an authenticator nobody promises that', async () => {
    await lamps.guess(5);
    const reply = await lamps.hears('unlock 123456');
    expect(reply).toMatch(LOCKED);
    expect(reply).not.toContain('6 digits');
  });
});
