import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';
import { FakeLamps } from './fake-lamps.ts';

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

describe('of two operators who want the same', () => {
  let both: FakeLamps;
  beforeEach(() => {
    both = new FakeLamps(clock, openDatabase('memory:'), [ALICE, BOB]);
  });

  test('the second does it again only by a code for a question after the first', async () => {
    const [one, two] = [await both.propose(ALICE), await both.propose(BOB)];
    expect(await both.hears(`ok ${one}`, ALICE)).toBe('hall done.');
    const again = await both.approvals.handleReply(both.callerOf(BOB), `ok ${two}`);
    expect(again?.text).toBe('Done 12:00: hall done. switch lamp hall?');
    expect(both.runs).toHaveLength(1);
    const [, three] = /OK (\d{6})/.exec(again?.footer ?? '') ?? [];
    expect(await both.hears(`ok ${three}`, BOB)).toBe('hall done.');
    expect(both.runs).toHaveLength(2);
  });

  test('the second hears what kept the first from it', async () => {
    const [one, two] = [await both.propose(ALICE), await both.propose(BOB)];
    both.failure = { kind: 'denied', service: 'Lamps' };
    await both.hears(`ok ${one}`, ALICE);
    both.failure = undefined;
    expect(await both.hears(`ok ${two}`, BOB)).toMatch(
      /^Not done 12:00: Lamps \? refused our key /,
    );
    expect(both.runs).toHaveLength(1);
  });

  test('who wants another thing is not disturbed', async () => {
    const [one, two] = [await both.propose(ALICE), await both.propose(BOB, 'switch', 'attic')];
    await both.hears(`ok ${one}`, ALICE);
    expect(await both.hears(`ok ${two}`, BOB)).toBe('attic done.');
  });

  test('and the same by other words, nobody gets a question while it is under way', async () => {
    both.hangs = true;
    void both.hears(`ok ${await both.propose(ALICE)}`, ALICE);
    await clock.elapse(100);
    const input = { zz: 'x', lamp: 'hall' };
    const said = await both.request(both.callerOf(BOB, 'claude'), 'lamp_switch', input);
    expect(said).toEqual({ text: 'That is under way already.' });
  });

  test('fields that an action does not know are no part of the wish, nor on record', async () => {
    const input = { zz: 'x', lamp: 'hall' };
    const { footer } = await both.request(both.callerOf(BOB, 'claude'), 'lamp_switch', input);
    const one = await both.propose(ALICE);
    expect(await both.hears(`ok ${one}`, ALICE)).toBe('hall done.');
    const [, two] = /OK (\d{6})/.exec(footer ?? '') ?? [];
    expect(await both.hears(`ok ${two}`, BOB)).toMatch(/^Done 12:00: hall done\./);
    expect(both.runs).toHaveLength(1);
    expect((await Array.fromAsync(both.audit.all())).map((line) => line.input)).not.toContain(
      JSON.stringify(input),
    );
  });
});
