import { expect, test } from 'vitest';
import { alertReads, GET_ALERT } from '../../src/alerts/alert-reads.ts';
import { createAlertAnswers } from '../../src/alerts/answer-text.ts';
import { noteRequest, noteRequestEnd } from '../../src/alerts/note-request.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import { callerOf } from '../../src/people/caller.ts';
import { type AlertHouse, anna, down, openAlertHouse, up } from '../support/alert-house.ts';

const MINUTE = 60;

const HOMELAB: readonly PlacedThing[] = [
  { subject: 'proxmox/node/pve1', name: 'pve1', addresses: ['pve1'], parents: [] },
  ...['plex', 'nas'].map((name, at) => ({
    ...{ subject: `proxmox/guest/${104 + at}`, name, addresses: [name] },
    parents: ['proxmox/node/pve1'],
  })),
];

const PLAIN = /^A\d A=ack S=snooze 1h D=details$/m;
const WITH_FIX = /^(A\d) A=ack D=details FIX=reboot plex$/m;

async function openHouse(): Promise<AlertHouse> {
  const house = openAlertHouse();
  await house.learn(0, 'proxmox', HOMELAB);
  return house;
}

let runs = 0;

/** Lets anna reboot plex through the relay at that second. */
async function reboot(
  house: AlertHouse,
  at: number,
  { id = '104', isDone = true }: { readonly id?: string; readonly isDone?: boolean } = {},
): Promise<void> {
  await house.until(at);
  runs += 1;
  const run = `run-${runs}`;
  await noteRequest(house.stores.alerts, {
    ...{ run, at: house.clock.now(), operation: 'proxmox_reboot', verb: 'reboot' },
    ...{ input: { id }, by: 'anna' },
  });
  await noteRequestEnd(house.stores.alerts, { run, isDone });
}

/** Lets plex be down for some seconds, and returns the first text about it. */
async function outage(
  house: AlertHouse,
  at: number,
  { rebootAfter, takes }: { readonly rebootAfter?: number; readonly takes: number },
): Promise<string> {
  await house.report(at, down('plex'));
  await house.until(at + 65);
  const first = house.sent.find((text) => text.at >= at);
  if (rebootAfter !== undefined) await reboot(house, at + rebootAfter);
  await house.report(at + takes, up('plex'));
  await house.until(at + takes + 65);
  expect(house.sent.at(-1)?.text).toMatch(/ ok /);
  return first?.text ?? '';
}

function answersOf(house: AlertHouse, isOperator = true) {
  const time = createLocalTime(house.clock, 'UTC');
  const answer = createAlertAnswers({
    ...{ alerts: house.alerts, clock: house.clock },
    responderOf: ({ id }) => ({
      ...{ id, time, nameOf: (other) => other, findOther: () => undefined },
    }),
  });
  const caller = callerOf({ isOperator: () => isOperator }, anna.id, 'sms');
  return (body: string) => answer(caller, time, body);
}

test('what ended an outage before is offered in the first text of the next one', async () => {
  using house = await openHouse();
  expect(await outage(house, 0, { rebootAfter: 120, takes: 600 })).toMatch(PLAIN);
  expect(await outage(house, 3600, { takes: 120 })).toMatch(WITH_FIX);
});

test('what was done earlier, elsewhere, in vain or too long before the end is no fix', async () => {
  using house = await openHouse();
  await reboot(house, 10);
  expect(await outage(house, 60, { takes: 120 })).toMatch(PLAIN);
  await house.report(3600, down('plex'));
  await reboot(house, 3700, { id: '105' });
  await reboot(house, 3710, { isDone: false });
  await house.report(3800, up('plex'));
  expect(await outage(house, 7200, { rebootAfter: 100, takes: 100 + 16 * MINUTE })).toMatch(PLAIN);
  expect(await outage(house, 14_400, { takes: 120 })).toMatch(PLAIN);
});

test('what nobody saw work is no fix', async () => {
  using house = await openHouse();
  await house.report(0, down('plex'));
  await house.until(100);
  const request = { operation: 'proxmox_reboot', verb: 'reboot', input: { id: '104' }, by: 'anna' };
  await noteRequest(house.stores.alerts, { run: 'open', at: house.clock.now(), ...request });
  await house.report(240, up('plex'));
  expect(await outage(house, 3600, { takes: 120 })).toMatch(PLAIN);
});

test('a fix that did not help twice in a row is forgotten, and one that helped again is not', async () => {
  using house = await openHouse();
  const [helps, fails] = [
    { rebootAfter: 120, takes: 240 },
    { rebootAfter: 120, takes: 3000 },
  ];
  await outage(house, 0, helps);
  expect(await outage(house, 7200, fails)).toMatch(WITH_FIX);
  expect(await outage(house, 14_400, helps)).toMatch(WITH_FIX);
  expect(await outage(house, 21_600, fails)).toMatch(WITH_FIX);
  expect(await outage(house, 28_800, fails)).toMatch(WITH_FIX);
  expect(await outage(house, 36_000, { takes: 240 })).toMatch(PLAIN);
});

test('another alert of the same thing is not offered the fix', async () => {
  using house = await openHouse();
  await outage(house, 0, { rebootAfter: 120, takes: 240 });
  await house.report(3600, down('plex', { key: 'disk', title: 'disk 95%' }));
  expect(house.sent.at(-1)?.text).not.toContain('FIX');
  await house.until(3700);
  expect(house.sent.at(-1)?.text).toMatch(PLAIN);
});

test('the answer asks for exactly that change, and a viewer cannot', async () => {
  using house = await openHouse();
  await outage(house, 0, { rebootAfter: 120, takes: 240 });
  await house.report(3600, down('plex'));
  await house.until(3700);
  const [, code = ''] = WITH_FIX.exec(house.sent.at(-1)?.text ?? '') ?? [];
  const says = answersOf(house);
  const asks = { operation: 'proxmox_reboot', input: { id: '104' } };
  expect(await says(`${code} fix`)).toEqual({ asks });
  expect(await says(`fix ${code}`)).toEqual({ asks });
  expect(await answersOf(house, false)(`${code} fix`)).toEqual({
    text: 'This number may only look.',
  });
  const [, read] = alertReads({
    ...{ alerts: house.alerts, nameOf: (id) => id, lists: [], rowOf: () => undefined },
  });
  expect(read?.name).toBe(GET_ALERT);
  const found = await read?.call({ id: code });
  const text = found?.ok ? found.value.format(createLocalTime(house.clock, 'UTC')).text : '';
  expect(text).toContain('Helped before: reboot plex.');
  expect(text).toMatch(/FIX=reboot plex$/);
  await house.report(3800, up('plex'));
  await house.until(3900);
  expect(await says(`${code} fix`)).toEqual({ text: `${code} closed 13:04 (recovered).` });
});

test('without a fix the answer says so', async () => {
  using house = await openHouse();
  await house.report(0, down('plex'));
  await house.until(70);
  expect(await answersOf(house)('A2 fix')).toEqual({ text: 'A2: no fix is known. D=details' });
});
