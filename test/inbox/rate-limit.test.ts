import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { countEarlierAnswers } from '../../src/inbox/earlier-answers.ts';
import { createRateLimit } from '../../src/inbox/rate-limit.ts';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB, peopleWith } from '../support/people.ts';
import { receiveAndAnswer, receivedText, receives, storesOf } from '../support/stores.ts';

const SECOND = 1000;

function startAllowance(perMinute = 3, perDay = 10) {
  const clock = new FakeClock();
  const { take: judge, giveBack } = createRateLimit({ perMinute, perDay }, clock);
  return { clock, judge, giveBack, says: (who = ALICE) => judge(who).is };
}

test('so many are answered in a minute, then one answer says so, then none', () => {
  const { says, judge } = startAllowance();
  expect([says(), says(), says()]).toEqual(['allowed', 'allowed', 'allowed']);
  expect(judge(ALICE)).toMatchObject({ is: 'limit-reached', max: 3, span: 'a minute' });
  expect([says(), says()]).toEqual(['exceeded', 'exceeded']);
  expect(says(BOB)).toBe('allowed');
});

test('a text that was known already takes nothing from the limit', () => {
  const { says, giveBack } = startAllowance();
  for (let text = 0; text < 20; text += 1) {
    says();
    giveBack(ALICE);
  }
  giveBack(BOB);
  expect([says(), says(), says(), says(BOB)]).toEqual(Array(4).fill('allowed'));
  expect(says()).toBe('limit-reached');
});

test('when the minute is over, it goes on', () => {
  const { says, clock } = startAllowance();
  for (let text = 0; text < 20; text += 1) says();
  clock.advance(MINUTE);
  expect(says()).toBe('allowed');
});

describe('whatever anybody does, a day has so many answers', () => {
  test.for([SECOND, 25 * SECOND, MINUTE, 10 * MINUTE])('one text each %d ms', (pause) => {
    const { judge, clock } = startAllowance();
    let answers = 0;
    for (let at = 0; at < DAY; at += pause) {
      if (judge(ALICE).is !== 'exceeded') answers += 1;
      clock.advance(pause);
    }
    expect(answers).toBeLessThanOrEqual(11);
    expect(answers).toBeGreaterThan(9);
  });
});

test('a restart gives nobody new answers', async () => {
  const clock = new FakeClock();
  const { inbox } = storesOf(openDatabase('memory:'));
  const people = peopleWith([ALICE, BOB]);
  const start = async () => {
    const earlier = await countEarlierAnswers({ inbox, people, clock });
    return createRateLimit({ perMinute: 3, perDay: 5 }, clock, earlier);
  };
  const answered = async (count: number) => {
    for (let text = 0; text < count; text += 1) {
      sids += 1;
      const received = receivedText({ sid: `SM${sids}`, at: clock.now() });
      await receiveAndAnswer(inbox, received, { text: 'an answer' });
    }
  };
  let sids = 0;
  await answered(2);
  await receives(inbox, receivedText({ sid: 'silent', at: clock.now() }));
  const { take } = await start();
  expect([take(ALICE).is, take(ALICE).is, take(BOB).is]).toEqual([
    'allowed',
    'limit-reached',
    'allowed',
  ]);

  await answered(2);
  clock.advance(MINUTE);
  const later = await start();
  expect([later.take(ALICE).is, later.take(ALICE).is]).toEqual(['allowed', 'limit-reached']);
  clock.advance(DAY);
  expect((await start()).take(ALICE).is).toBe('allowed');
});

test('a clock that is set back or forward gives nobody more or fewer answers, and the time told is the new one', () => {
  const { says, judge, clock } = startAllowance();
  for (let text = 0; text < 3; text += 1) says();
  clock.jump(-DAY);
  expect(judge(ALICE)).toMatchObject({ is: 'limit-reached', until: clock.now() + MINUTE });
  clock.jump(2 * DAY);
  expect(says()).toBe('exceeded');
  clock.advance(MINUTE);
  expect(says()).toBe('allowed');
});
