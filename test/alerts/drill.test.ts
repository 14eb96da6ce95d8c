import { expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { ALERT_CAPS, ALERT_TIMING } from '../../src/alerts/alert-timing.ts';
import { drillAlerts } from '../../src/alerts/drill.ts';
import { findStorm } from '../../src/alerts/find-storm.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { createPeople } from '../../src/people/people.ts';
import type { Person } from '../../src/people/person.ts';
import {
  type AlertHouse,
  anna,
  down,
  machine,
  openAlertHouse,
  up,
} from '../support/alert-house.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const KIDS = Array.from({ length: 12 }, (_, index) => `box${index + 1}`);
const NETWORK = [
  machine('sw-attic', [], 'device'),
  ...KIDS.map((name) => machine(name, ['sw-attic'])),
];

const own = { source: 'self', key: 'network/device/sw-attic', title: 'down' } as const;

/** Lets a switch take twelve devices along at that second, for ten minutes. */
async function storm(house: AlertHouse, at: number): Promise<void> {
  for (const [index, name] of KIDS.entries()) await house.report(at + index, down(name));
  await house.report(at + 15, down('sw-attic', own));
  await house.report(at + 10 * MINUTE, up('sw-attic', own), ...KIDS.map((name) => up(name)));
}

async function drill(house: AlertHouse, person: Person = anna): Promise<string> {
  const operation = drillAlerts({
    ...{ store: house.stores.alerts, people: createPeople([person]), clock: house.clock },
    ...{ timing: ALERT_TIMING, caps: ALERT_CAPS },
  });
  const answer = await operation.call({});
  if (!answer.ok) throw new Error(answer.error.kind);
  expect(operation.output.parse(answer.value.value)).toEqual(answer.value.value);
  return answer.value.format(createLocalTime(house.clock, 'UTC')).text;
}

test('the worst hour of the week is played, and its texts are quoted', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(60, down('nas'), down('ups'));
  await house.report(MINUTE * 5, up('nas'), up('ups'));
  await storm(house, 5 * HOUR);
  await house.learn(DAY, 'network', NETWORK);
  await house.until(DAY);
  expect(await drill(house)).toBe(
    'DRILL: 21 Nov 17:00, 13 alerts: 2 texts: "! sw-attic down, since 17:00. With it: box1, box2, box3, box4..", "ok 17:10: sw-attic and 12 more after 10m (down).". Without grouping: 13 and 13 ends.',
  );
});

test('the texts are those that the same alerts brought, without codes', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await storm(house, 60);
  await house.report(20 * MINUTE, down('nas', { severity: 'warning' }));
  await house.report(25 * MINUTE, up('nas', { severity: 'warning' }));
  await house.until(2 * HOUR);
  const sent = house.sent.map(({ text }) => text.split('\n')[0]?.replace(/^A\d /, '') ?? '');
  const text = await drill(house);
  expect(sent).toHaveLength(4);
  expect(text).toContain('14 alerts: 4 texts:');
  // The areas were asked for causes at once, and not within a minute.
  const withoutAge = sent.map((body) => body.replace(/ \d+m, since/, ', since'));
  for (const body of withoutAge.slice(0, 2)) expect(text).toContain(body.slice(0, 40));
  expect(text).not.toMatch(/\bA\d\b/);
});

test('nothing is stored, and nobody is texted', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await storm(house, 60);
  await house.report(HOUR, down('nas'));
  await house.until(2 * HOUR);
  const stored = async () => ({
    incidents: await house.stores.alerts.incidents(0),
    alerts: await house.stores.alerts.alertsOf(['i1', 'i2', 'i3']),
    due: await house.stores.alerts.nextDue(),
    readers: await house.stores.alerts.readers(),
  });
  const [before, texts] = [await stored(), house.sent.length];
  expect(await drill(house)).toMatch(/^DRILL: 12:01, 14 alerts/);
  expect(await stored()).toEqual(before);
  expect(house.sent).toHaveLength(texts);
});

test('quiet hours and reminders are left out: the storm is played as by day, with an answer', async () => {
  using house = openAlertHouse();
  await house.report(60, down('nas'), down('ups', { severity: 'warning' }));
  await house.until(3 * HOUR);
  const text = await drill(house, { ...anna, quiet: { from: 0, to: 24 * 60 - 1 } });
  expect(text).toMatch(/2 alerts: 2 texts: "! nas.*", "! ups/);
});

test('without a storm it says so, and so it does a week later', async () => {
  using house = openAlertHouse();
  expect(await drill(house)).toBe(
    'DRILL: no storm in the last 7 days, never two alerts within an hour.',
  );
  await house.report(60, down('nas'));
  await house.report(2 * HOUR, down('ups'));
  expect(await drill(house)).toContain('no storm');
  await house.report(2 * HOUR + 60, down('plex'));
  await house.until(3 * HOUR);
  expect(await drill(house)).toContain('2 alerts');
  await house.report(4 * HOUR, up('nas'), up('ups'), up('plex'));
  await house.until(8 * DAY);
  expect(await drill(house)).toContain('no storm');
});

test('an alert that came and went several times is played each time', async () => {
  using house = openAlertHouse();
  for (const at of [60, 300, 540]) {
    await house.report(at, down('sw1'));
    await house.report(at + 100, up('sw1'));
  }
  await house.until(2 * HOUR);
  const text = await drill(house);
  expect(text).toMatch(/^DRILL: 12:01, 3 alerts: 5 texts: .*"! again \(2\): sw1/);
  expect(house.sent).toHaveLength(5);
});

test('what began more than a week ago is no storm, though it goes on', () => {
  const began = (key: string): Alert => ({
    ...{ source: 'kuma', key, state: 'firing', severity: 'critical', title: 'no answer' },
    ...{ startedAt: 1000, firedAt: 1000, seenAt: 1000, changes: [1000] },
  });
  const alerts = [began('nas'), began('ups')];
  expect(findStorm(alerts, 1000)?.count).toBe(2);
  expect(findStorm(alerts, 1001)).toBeUndefined();
});
