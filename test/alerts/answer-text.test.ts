import { expect, test } from 'vitest';
import { createAlertAnswers } from '../../src/alerts/answer-text.ts';
import { noteListed } from '../../src/alerts/note-listed.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { callerOf } from '../../src/people/caller.ts';
import { type AlertHouse, anna, ben, down, openAlertHouse, up } from '../support/alert-house.ts';

function phoneOf(house: AlertHouse, person = anna, isOperator = true) {
  const time = createLocalTime(house.clock, 'UTC');
  const answer = createAlertAnswers({
    alerts: house.alerts,
    responderOf: ({ id }) => ({
      ...{ id, time, nameOf: (other) => other },
      findOther: (name) =>
        name === undefined || name === 'ben' ? { id: 'ben', name: 'ben' } : undefined,
    }),
  });
  const caller = callerOf({ isOperator: () => isOperator }, person.id, 'sms');
  return async (body: string): Promise<string | undefined> =>
    (await answer(caller, time, body))?.text;
}

test('an alert is acknowledged, told so when asked again, and told as over', async () => {
  using house = openAlertHouse();
  const says = phoneOf(house);
  await house.report(0, down('nas'));
  expect(await says('ack')).toBe('No alert waits for an answer.');
  await house.text(20, 22);
  expect(await says('A2 a')).toBe('A2 acked by you, quiet until it changes or 16:00.');
  expect(await says('ok a2')).toBe('A2 acked by you 12:00.');
  expect(await says('A2 w')).toBe('A2: acked by anna 12:00. Texted: anna.');
  expect(await says('A2 n ordered a disk')).toBe('A2 note kept.');
  expect(await says('a2')).toMatch(
    /^A2 acked by anna 12:00, since 12:00\. 1 text\.\nnas: no answer \(kuma\)\n12:00 anna: ordered a disk$/,
  );
  expect(await says('A2 hmm')).toContain('A=ack S=snooze');
  expect(await says('A2 u')).toBe('A2 is open again, since 12:00.');
  await house.report(100, up('nas'));
  await house.text(160, 162);
  expect(await says('A2 a')).toBe('A2 closed 12:02 (recovered). No alert is open.');
});

test('a code of nothing is no code, unless something is asked of it', async () => {
  using house = openAlertHouse();
  const says = phoneOf(house);
  expect(await says('k7')).toBeUndefined();
  expect(await says('K9 A')).toBe('No K9. No alert is open.');
});

test('a viewer looks, and changes nothing', async () => {
  using house = openAlertHouse();
  const says = phoneOf(house, ben, false);
  await house.report(0, down('nas'));
  await house.text(20, 22);
  expect(await says('A2 d')).toContain('nas: no answer');
  for (const text of ['A2 a', 'A2 2h', 'A2 c', 'all a', 'ack', 'A2 n x']) {
    expect(await says(text), text).toBe('This number may only look.');
  }
  expect((await house.stores.alerts.incidents(0))[0]?.response).toBeUndefined();
});

test('all takes what somebody was told of or saw in the list, and nothing else', async () => {
  using house = openAlertHouse({ people: [anna] });
  const says = phoneOf(house, ben);
  await house.report(0, down('nas'));
  await house.text(20, 22);
  expect(await says('all a')).toMatch(/^Nothing that you were told of\. Open: A2 nas\./);
  await noteListed(house.alerts, 'ben');
  expect(await says('all a')).toBe('Acked 1: A2.');
});

test('quiet time ends by itself, or when it is said', async () => {
  using house = openAlertHouse();
  const says = phoneOf(house);
  expect(await says('quiet 2h')).toMatch(/^Quiet until 14:00: only critical/);
  await house.report(0, down('disk', { severity: 'warning' }));
  await house.nothingUntil(2 * 3600 - 10);
  expect(await house.text(7200, 7260)).toMatch(/^While it was quiet: .*Open: A2 disk/);
  await says('quiet 8h');
  expect(await says('quiet off')).toBe('Quiet time is over.');
  expect(await says('quiet')).toMatch(/^Not quiet\./);
});

test('it is passed on, and the other one hears of it', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = phoneOf(house);
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.text(20, 22);
  expect(await says('A2 e ben')).toBe('A2 passed to ben.');
  expect(await house.text(20, 60)).toMatch(/anna passes it to you\.\nA2 A=I take it/);
  expect(await says('A2 e zoe')).toContain('nobody "zoe"');
});
