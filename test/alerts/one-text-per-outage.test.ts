import { expect, test } from 'vitest';
import { seededRandom } from '../../src/demo/seeded-random.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import { down, machine, openAlertHouse, up } from '../support/alert-house.ts';
import { alertPhone } from '../support/alert-phone.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const KIDS = Array.from({ length: 12 }, (_, index) => `box${index + 1}`);

/** Twelve devices behind a switch, behind a gateway. */
const NETWORK: readonly PlacedThing[] = [
  machine('gw', [], 'device'),
  machine('sw-attic', ['gw'], 'device'),
  ...KIDS.map((name) => machine(name, ['sw-attic'])),
];

const TWO_UPLINKS: readonly PlacedThing[] = [
  machine('sw1', [], 'device'),
  machine('sw2', [], 'device'),
  machine('nas', ['sw1', 'sw2']),
];

const own = (name: string) =>
  ({ source: 'self', key: `network/device/${name}`, subject: name, title: 'down' }) as const;

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'twelve devices in random order, and their switch last: one text that names the switch (%i)',
  async (seed) => {
    using house = openAlertHouse();
    await house.learn(0, 'network', NETWORK);
    const order = KIDS.toSorted((a, b) => seededRandom(seed, a) - seededRandom(seed, b));
    let at = 10;
    for (const name of order) {
      await house.report(at, down(name));
      at += Math.floor(seededRandom(seed, name, 'pause') * 4);
    }
    await house.report(at, down('sw-attic', own('sw-attic')));
    const text = await house.text(at, 10 + 62);
    expect(text).toMatch(/^! sw-attic down/);
    expect(text).toContain('(12)');
    await house.nothingUntil(5 * MINUTE);
    await house.report(
      5 * MINUTE,
      up('sw-attic', own('sw-attic')),
      ...KIDS.map((name) => up(name)),
    );
    expect(await house.text(6 * MINUTE, 6 * MINUTE + 2)).toMatch(
      /^A2 ok 12:05: sw-attic and 12 more/,
    );
    await house.nothingUntil(DAY);
  },
);

test('children that were told one by one are told again once, when their switch is found', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('box1'));
  expect(await house.text(70, 72)).toMatch(/^! box1: no answer/);
  await house.report(80, down('box2'));
  expect(await house.text(140, 142)).toMatch(/^! box2: no answer/);
  await house.report(150, down('sw-attic', own('sw-attic')));
  const text = await house.text(5 * MINUTE, 7 * MINUTE);
  expect(text).toMatch(/^! A2 now: sw-attic down/);
  expect(text).toContain('box1, box2 (2)');
  await house.report(420, up('sw-attic', own('sw-attic')), up('box1'), up('box2'));
  expect(await house.text(480, 482)).toMatch(/^A2 ok 12:07: sw-attic and 2 more/);
  await house.nothingUntil(DAY);
});

test('what is down already explains what goes down after it', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('sw-attic', own('sw-attic')));
  await house.text(30, 72);
  await house.report(100, down('box1'), down('box2'));
  expect(await house.text(5 * MINUTE, 7 * MINUTE)).toMatch(/^! A2 now: sw-attic down.*box1, box2/);
  await house.nothingUntil(8 * MINUTE);
});

test('of two uplinks one is down: what is behind it is told by itself', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', TWO_UPLINKS);
  await house.report(10, down('sw1', own('sw1')));
  expect(await house.text(30, 32)).toMatch(/^! sw1 down/);
  await house.report(40, down('nas'));
  expect(await house.text(100, 102)).toMatch(/^! nas: no answer/);
  await house.nothingUntil(3 * MINUTE);
});

test('of two uplinks both are down: what is behind them is told with them', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', TWO_UPLINKS);
  await house.report(10, down('sw1', own('sw1')), down('sw2', own('sw2')));
  await house.report(20, down('nas'));
  const texts = [await house.text(30, 32), await house.text(30, 82)];
  expect(texts.join('\n')).toContain('nas (1)');
  expect(texts.every((text) => /^! sw[12] down/.test(text))).toBe(true);
  await house.nothingUntil(5 * MINUTE);
});

test('a dependency that was not seen for a day explains nothing', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.learn(DAY, 'network', [machine('sw-attic', ['gw'], 'device')]);
  await house.report(DAY + 60, down('sw-attic', own('sw-attic')));
  expect(await house.text(DAY + 80, DAY + 122)).toMatch(/^! sw-attic down/);
  await house.report(DAY + 130, down('box1'));
  expect(await house.text(DAY + 150, DAY + 192)).toMatch(/^! box1: no answer/);
  await house.nothingUntil(DAY + 5 * MINUTE);
});

test('a guest is below its node, and the node below its switch, also where only the name tells', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', [...NETWORK, machine('pve2', ['sw-attic'])]);
  await house.learn(0, 'proxmox', [
    { subject: 'proxmox/node/pve2', name: 'pve2', addresses: ['pve2'], parents: [] },
    {
      ...{ subject: 'proxmox/guest/104', name: 'plex', addresses: ['plex'] },
      parents: ['proxmox/node/pve2'],
    },
  ]);
  await house.report(10, down('plex.lan', { key: 'plex' }));
  await house.report(40, down('sw-attic', own('sw-attic')));
  expect(await house.text(60, 72)).toMatch(/^! sw-attic down.* With it: plex.lan \(1\)/);
  await house.nothingUntil(5 * MINUTE);
});

test('an unrelated thing of the same minute is told by itself', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', [...NETWORK, machine('ups', ['gw'])]);
  await house.report(10, down('ups'), ...KIDS.map((name) => down(name)));
  await house.report(20, down('sw-attic', own('sw-attic')));
  const texts = [await house.text(30, 72), await house.text(30, 92)];
  expect(texts.filter((text) => /^! sw-attic down.*\(12\)/.test(text))).toHaveLength(1);
  expect(texts.filter((text) => /^! ups: no answer/.test(text))).toHaveLength(1);
  await house.nothingUntil(5 * MINUTE);
});

test('a full disk of a host explains no outage of what runs on it', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('sw-attic', { title: 'temperature is high', severity: 'critical' }));
  await house.report(20, down('box1'));
  const texts = [await house.text(30, 82), await house.text(30, 92)];
  expect(texts.filter((text) => text.includes('box1: no answer'))).toHaveLength(1);
  expect(texts.some((text) => text.includes('(1)'))).toBe(false);
});

test('what one source says of a thing and another one too is one text', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('box1'));
  await house.report(15, down('box1', { source: 'gatus', key: 'g/box1', title: 'timed out' }));
  const text = await house.text(30, 72);
  expect(text).toMatch(/^! box1: no answer/);
  await house.nothingUntil(10 * MINUTE);
});

test.each(['A2 c', 'A2 s 8h'])(
  'a person who said %j of a part hears of its cause all the same',
  async (answer) => {
    using house = openAlertHouse();
    await house.learn(0, 'network', NETWORK);
    await house.report(10, down('box1'));
    expect(await house.text(70, 72)).toMatch(/^! box1: no answer/);
    await alertPhone(house)(answer);
    await house.report(100, down('sw-attic', own('sw-attic')), down('box2'));
    expect(await house.text(5 * MINUTE, 8 * MINUTE)).toMatch(/^! A2 now: sw-attic down/);
  },
);

test('an outage that comes again does not name what the first one left behind', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('sw-attic', own('sw-attic')), down('box1'), down('box2'));
  await house.text(70, 72);
  await house.report(300, up('sw-attic', own('sw-attic')), up('box2'));
  expect(await house.text(420, 452)).toMatch(/^A2 ok 12:05: .*\nNot back: box1, now A3\./);
  await house.report(600, up('box1'));
  expect(await house.text(660, 692)).toMatch(/^A3 ok/);
  await house.report(720, down('sw-attic', own('sw-attic')));
  expect(await house.text(740, 782)).toMatch(/^! again \(2\): sw-attic down/);
  await house.until(2600);
  await house.report(2600, up('sw-attic', own('sw-attic')));
  await house.until(3 * HOUR);
  const last = house.sent.at(-1)?.text;
  expect(last).toMatch(/^A2 ok/);
  expect(last).not.toContain('Not back');
});

test.each([
  ...['Backup of vm 104 timed out', 'Port 7 link down', 'DiskLost', 'ServiceDown'],
  ...['battery disconnected', 'connection refused', '12 % of packets lost'],
])('%j says nothing about what is behind a thing', async (title) => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('sw-attic', { title, severity: 'critical' }));
  await house.report(20, down('box1'));
  const texts = [await house.text(30, 92), await house.text(30, 92)];
  expect(texts.filter((text) => text.includes('With it'))).toEqual([]);
});

test('a thing that was just back goes down with its switch: one text for both', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.report(10, down('box1'));
  expect(await house.text(70, 72)).toMatch(/^! box1: no answer/);
  await house.report(100, up('box1'));
  await house.report(120, down('sw-attic', own('sw-attic')));
  await house.report(130, down('box1'), down('box2'));
  expect(await house.text(160, 192)).toMatch(/^A2 ok/);
  expect(await house.text(160, 192)).toMatch(/^! sw-attic down.* With it: box1, box2 \(2\)/);
  await house.nothingUntil(10 * MINUTE);
});
