import { expect, test } from 'vitest';
import { noteListed } from '../../src/alerts/note-listed.ts';
import { anna, ben, down, machine, openAlertHouse, up } from '../support/alert-house.ts';
import { alertPhone as phoneOf } from '../support/alert-phone.ts';

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
    /^A2 acked by anna 12:00, since 12:00\. 1 text\.\nnas: no answer \(kuma\)\n12:00 anna: ordered a disk\nText A2/,
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
  const says = phoneOf(house, ben, { isOperator: false });
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
  await says('quiet 3h');
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

const NETWORK = [
  machine('sw-attic', [], 'device'),
  machine('nas', ['sw-attic']),
  machine('plex', ['sw-attic']),
  machine('ups', []),
];

const SWITCH = {
  ...{ source: 'self', key: 'network/device/sw-attic', subject: 'sw-attic', title: 'down' },
} as const;

test('the list of an outage is numbered, and a number takes one out of it', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = phoneOf(house);
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('nas'), down('plex'), down('sw-attic', SWITCH));
  for (const _ of [anna, ben]) expect(await house.text(30, 72)).toContain('With it: nas, plex (2)');
  expect(await says('A2 D')).toBe(
    'A2 open, since 12:00. 2 texts.\nText A2 A=ack S=snooze C=close\n1) sw-attic down\n2) nas: no answer (kuma)\n3) plex: no answer (kuma)',
  );
  expect(await says('A2 cut 4')).toBe('A2 has no 4. D lists its 3.');
  expect(await says('A2 cut 3')).toBe('A2 goes on without plex, now A3.');
  expect(await says('A2 D')).not.toContain('plex');
  // Anna asked for it; Ben is told of an alert of its own.
  expect(await house.text(72, 74)).toMatch(/^! plex: no answer/);
  expect(house.sent.at(-1)?.person).toBe('ben');
  await house.report(80, down('plex'));
  await house.nothingUntil(200);
  await house.report(200, up('sw-attic', SWITCH), up('nas'));
  for (const _ of [anna, ben]) {
    expect(await house.text(260, 262)).toMatch(/^A2 ok 12:03: sw-attic and 1 more/);
  }
  expect(await says('A3 cut 1')).toBe('A3 is about nothing else.');
  await house.report(300, up('plex'));
  for (const _ of [anna, ben]) expect(await house.text(360, 362)).toMatch(/^A3 ok/);
  await house.nothingUntil(1000);
});

test('why something is down is told by the path of what it depends on', async () => {
  using house = openAlertHouse();
  const says = phoneOf(house);
  await house.learn(0, 'network', NETWORK);
  expect(await says('why plex?')).toBe(
    'plex > sw-attic (seen 0s ago).\nNo alert is open on this path.',
  );
  await house.report(10, down('sw-attic', SWITCH));
  await house.text(30, 72);
  expect(await says('WHY plex')).toBe(
    'plex > sw-attic (seen 1m ago).\n! A2 sw-attic down, since 12:00.',
  );
  expect(await says('why sw-attic')).toContain('Below it: 2.');
  expect(await says('A2 why')).toContain('sw-attic: depends on nothing that is known.');
  expect(await says('why ups')).toContain('ups: depends on nothing that is known.');
  expect(await says('why is plex down')).toBeUndefined();
  expect(await says('why not')).toBeUndefined();
});

test('an answer to an alert that is part of another one is meant for that', async () => {
  using house = openAlertHouse();
  const says = phoneOf(house);
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('nas'));
  await house.text(70, 72);
  await house.report(100, down('plex'));
  await house.text(160, 162);
  await house.report(170, down('sw-attic', SWITCH));
  expect(await says('A3 a')).toMatch(/^A2 acked by you/);
});
