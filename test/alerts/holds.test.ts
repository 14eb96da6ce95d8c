import { expect, test } from 'vitest';
import { anna, ben, down, machine, openAlertHouse, up } from '../support/alert-house.ts';
import { alertPhone } from '../support/alert-phone.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const HOUSE = [
  machine('sw', [], 'device'),
  machine('pve2', ['sw']),
  machine('plex', ['pve2']),
  machine('ups'),
];

test('texts about what is worked on wait, and one at the end names what is not back', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  expect(await says('maint pve2 2h')).toBe(
    'Maintenance of pve2 and 1 below to 14:00: texts about it wait. Over sooner: maint pve2 off.',
  );
  expect(await house.text(0, 0)).toBe(
    'anna: Maintenance of pve2 and 1 below to 14:00. Over sooner: maint pve2 off.',
  );
  await house.report(10 * MINUTE, down('pve2'), down('plex', { source: 'gatus', key: 'g/plex' }));
  await house.report(20 * MINUTE, down('ups'));
  for (const _ of [anna, ben]) expect(await house.text(1220, 1290)).toMatch(/^! ups: no answer/);
  await house.report(25 * MINUTE, up('ups'));
  for (const _ of [anna, ben]) await house.text(1560, 1562);
  await house.nothingUntil(2 * HOUR - 1);
  for (const _ of [anna, ben]) {
    expect(await house.text(2 * HOUR, 2 * HOUR + 62)).toBe(
      'Maintenance of pve2 is over. Not back: A2 pve2.\nA2 A=ack  MAINT pve2 1h=longer',
    );
  }
  expect(await says('maint pve2 1h')).toMatch(/^Maintenance of pve2 and 1 below to 15:0/);
  await house.text(2 * HOUR, 2 * HOUR + 62);
  await house.report(2 * HOUR + 300, up('pve2'), up('plex', { source: 'gatus', key: 'g/plex' }));
  // Both were told of it, so both hear that it is over.
  for (const _ of [anna, ben])
    expect(await house.text(2 * HOUR + 360, 2 * HOUR + 362)).toMatch(/^A2 ok/);
  await house.nothingUntil(DAY);
});

test('what goes and comes back during maintenance is never told', async () => {
  using house = openAlertHouse();
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  await says('maint pve2 1h');
  await house.report(600, down('pve2'), down('plex'));
  await house.report(1800, up('pve2'), up('plex'));
  await house.nothingUntil(DAY);
});

test('a maintenance begins when it is said to', async () => {
  using house = openAlertHouse();
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  expect(await says('maint pve2 14:00 1h')).toMatch(
    /^Maintenance of pve2 and 1 below from 14:00 to 15:00:/,
  );
  expect(await says('maint')).toMatch(/^Maintenance of pve2 from 14:00 to 15:00 \(anna\)\./);
  await house.report(600, down('plex'));
  expect(await house.text(620, 672)).toMatch(/^! plex: no answer/);
  await house.report(660, up('plex'));
  await house.text(720, 760);
  await house.report(2 * HOUR + 60, down('plex'));
  await house.nothingUntil(3 * HOUR - 1);
  expect(await house.text(3 * HOUR, 3 * HOUR + 62)).toMatch(
    /^Maintenance of pve2 is over\. Not back: .. plex\./,
  );
});

test('a maintenance that ends sooner tells at once what is not back', async () => {
  using house = openAlertHouse();
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  await says('maint all 2h');
  await house.report(600, down('ups'));
  await house.nothingUntil(1200);
  expect(await says('maint off')).toBe('Maintenance of the house is over.');
  expect(await house.text(1200, 1240)).toBe(
    'Maintenance of the house is over. Not back: A2 ups.\nA2 A=ack  MAINT ALL 1h=longer',
  );
  expect(await says('maint off')).toBe('There is no maintenance.');
  expect(await says('maint nothere 1h')).toMatch(/^Nothing is called nothere\./);
});

test.each([
  ['maint all 5h', 'CODE? Begin maintenance of the house?'],
  ['maint ups 2d', 'CODE? Begin maintenance of ups?'],
  ['quiet 5h', 'CODE? Text you only critical alerts?'],
  ['oncall ben 3d', 'CODE? Put ben on call?'],
  ['all c', 'CODE? Mute 1: A2?'],
  ['all s 8h', 'CODE? Snooze 1: A2?'],
])('a forged %j is worth nothing without a code, and changes nothing', async (text, question) => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  await house.report(0, down('nas'));
  for (const _ of [anna, ben]) await house.text(20, 22);
  expect(await says(text)).toContain(question);
  expect(await house.alerts.holds()).toEqual({ maintenance: [], done: [], internet: {} });
  const [incident] = await house.stores.alerts.incidents(0);
  expect(incident?.response).toBeUndefined();
  await house.report(600, down('ups'));
  for (const _ of [anna, ben]) expect(await house.text(600, 632)).toMatch(/^! ups/);
});

test('with the code it is done, told to the others, and on record', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = alertPhone(house);
  await house.report(0, down('nas'));
  for (const _ of [anna, ben]) await house.text(20, 22);
  await says('all c');
  await says.confirm();
  expect(await house.text(22, 22)).toBe('anna: Muted 1: A2, until each is over.');
  expect(house.sent.at(-1)?.importance, 'also when the money for texts is used up').toBe(
    'critical',
  );
  const [held] = house.records.filter(({ to }) => to === 'held');
  expect(held).toMatchObject({ by: { id: 'anna' }, words: 'Muted 1: A2, until each is over.' });
  await house.nothingUntil(10 * HOUR);
});

test('a viewer holds nothing back, and quiet is told to the others', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  expect(await alertPhone(house)('quiet 2h')).toBe(
    'Quiet until 14:00: only critical alerts come, the rest then. End it: quiet off.',
  );
  expect(await house.text(0, 0)).toBe(
    'anna: Quiet until 14:00: only critical alerts reach this phone.',
  );
  expect(await alertPhone(house)('quiet')).toMatch(/^Quiet until 14:00/);
  expect(await alertPhone(house)('quiet off')).toBe('Quiet time is over.');
  expect(await house.text(0, 0)).toBe('anna: Quiet time is over.');
  expect(await alertPhone(house)('quiet off')).toBe('It was not quiet.');
});

test('whoever is on call hears alone, and the next one of what stays unanswered', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = alertPhone(house);
  await says('oncall ben 1d');
  await says.confirm();
  expect(await house.text(0, 0)).toMatch(/^anna: ben is on call to/);
  await house.report(60, down('nas'), down('disk', { severity: 'warning' }));
  expect(await house.text(80, 82)).toMatch(/^! nas/);
  expect(house.sent.at(-1)?.person).toBe('ben');
  expect(await house.text(180, 182)).toMatch(/^! disk/);
  expect(await house.text(15 * MINUTE, 17 * MINUTE)).toMatch(/still: nas/);
  await house.nothingUntil(20 * MINUTE + 79);
  expect(await house.text(20 * MINUTE + 80, 20 * MINUTE + 122)).toMatch(
    /^! nas: no answer 20m, since 12:01 \(kuma\)\. ben has not answered\.\nA2 A=I take it D=details/,
  );
  expect(house.sent.at(-1)?.person).toBe('anna');
  await says('A2 a');
  expect(await house.text(21 * MINUTE, 23 * MINUTE)).toBe('anna has A2 (nas).');
  expect(house.sent.at(-1)?.person).toBe('ben');
  await house.report(HOUR, up('nas'), up('disk'));
  const last = [
    await house.text(HOUR, HOUR + 62),
    await house.text(HOUR, HOUR + 62),
    await house.text(HOUR, HOUR + 62),
  ];
  expect(last.filter((text) => text.includes('ok'))).toHaveLength(3);
  await house.nothingUntil(DAY);
});

test('an answer in time wakes nobody else', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  await alertPhone(house)('oncall ben 1d');
  const says = alertPhone(house);
  await says('oncall ben 4h');
  await house.text(0, 0);
  await house.report(60, down('nas'));
  await house.text(80, 82);
  await alertPhone(house, ben)('A2 a');
  await house.nothingUntil(3 * HOUR);
});

test('when the one on call is locked out, everybody hears', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  await alertPhone(house)('oncall ben 4h');
  await house.text(0, 0);
  house.lockOut('ben');
  await house.report(60, down('nas'));
  expect(await house.text(80, 82)).toMatch(/^! nas/);
  expect(house.sent.at(-1)?.person).toBe('anna');
  await house.nothingUntil(10 * MINUTE);
});

test('when nobody is on call any more, everybody hears again', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  const says = alertPhone(house);
  await says('oncall ben 2h');
  await house.text(0, 0);
  expect(await says('oncall')).toContain('ben is on call to 14:00.');
  expect(await says('oncall off')).toBe('ben is on call no more, everybody hears of alerts.');
  await house.text(0, 0);
  await house.report(60, down('nas'));
  for (const _ of [anna, ben]) await house.text(80, 82);
  expect(await says('oncall eve 1h')).toMatch(/^No operator is called eve\./);
});

const ownDevice = (name: string) =>
  ({ source: 'self', key: `network/device/${name}`, subject: name, title: 'down' }) as const;

test('maintenance of a part keeps no text about its cause back', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', HOUSE);
  await alertPhone(house)('maint plex 4h');
  await house.report(600, down('plex'));
  await house.until(640);
  await house.report(650, down('sw', ownDevice('sw')));
  expect(await house.text(650, 722)).toMatch(/^! sw down/);
});

test('maintenance of one keeps no text about another one of the same group back', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', HOUSE);
  await alertPhone(house)('maint plex 4h');
  await house.report(600, down('plex', { groupKey: 'g' }));
  await house.until(610);
  await house.report(615, down('ups', { groupKey: 'g' }));
  expect(await house.text(615, 692)).toContain('ups');
});

test('what does not come back with its cause waits for the end of the same maintenance', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', HOUSE);
  await alertPhone(house)('maint sw 1h');
  await house.report(600, down('sw', ownDevice('sw')), down('plex'));
  await house.report(900, up('sw', ownDevice('sw')));
  await house.nothingUntil(HOUR - 1);
  expect(await house.text(HOUR, HOUR + 62)).toMatch(
    /^Maintenance of sw is over\. Not back: .. plex\./,
  );
});

test('forged maintenance that is made longer and longer needs a code after four hours in a day', async () => {
  using house = openAlertHouse();
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  expect(await says('maint all 4h')).toMatch(/^Maintenance of the house to 16:00/);
  await house.until(3 * HOUR);
  for (const text of ['maint all 4h', 'maint sw 2h', 'maint all 20:00 1h']) {
    expect(await says(text), text).toMatch(
      /^CODE\? Begin maintenance of .* More than 4 hours in a day need a code\./,
    );
  }
  // The same time counts once.
  expect(await says('maint plex 1h')).toMatch(/^Maintenance of plex to 16:00/);
  await says('maint all off');
  await says('maint plex off');
  expect(await says('maint all 59m')).toMatch(/^Maintenance of the house to 15:59/);
  await says('maint all off');
  expect(await says('maint all 2h')).toMatch(/^CODE\?/);
  await says.confirm();
  await house.until(4 * HOUR);
  expect(await says('maint all 1h')).toMatch(/^Maintenance of the house to 17:00/);
  await house.until(DAY + 4 * HOUR);
  expect(await says('maint all 4h')).toMatch(/^Maintenance of the house/);
});

test('many short maintenances do not make the long ones forgotten', async () => {
  using house = openAlertHouse();
  const says = alertPhone(house);
  const things = Array.from({ length: 60 }, (_, at) => machine(`box${at}`));
  await house.learn(0, 'network', things);
  await says('maint all 4h');
  const answers: (string | undefined)[] = [];
  for (let at = 0; at < 60; at += 1) answers.push(await says(`maint box${at} 1m`));
  expect(answers.filter((text) => text?.startsWith('CODE?')).length).toBeGreaterThan(10);
  await house.until(3 * HOUR);
  expect(await says('maint all 4h')).toMatch(/^CODE\?/);
});

test('a maintenance ends by the words that its text names', async () => {
  using house = openAlertHouse();
  const says = alertPhone(house);
  await house.learn(0, 'network', HOUSE);
  await says('maint plex 1h');
  expect(await says('maint all 1h')).toContain('Over sooner: maint all off.');
  expect(await says('maint all off')).toBe('Maintenance of the house is over.');
  expect(await says('maint plex off')).toBe('Maintenance of plex is over.');
});
