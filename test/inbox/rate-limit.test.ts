import { describe, expect, test } from 'vitest';
import { createRateLimit } from '../../src/inbox/rate-limit.ts';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/people.ts';

const SECOND = 1000;

function startAllowance(perMinute = 3, perDay = 10) {
  const clock = new FakeClock();
  const judge = createRateLimit({ perMinute, perDay }, clock);
  return { clock, judge, says: (who = ALICE) => judge(who).is };
}

test('so many are answered in a minute, then one answer says so, then none', () => {
  const { says, judge } = startAllowance();
  expect([says(), says(), says()]).toEqual(['allowed', 'allowed', 'allowed']);
  expect(judge(ALICE)).toMatchObject({ is: 'limit-reached', max: 3, span: 'a minute' });
  expect([says(), says()]).toEqual(['exceeded', 'exceeded']);
  expect(says(BOB)).toBe('allowed');
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
