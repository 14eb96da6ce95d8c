import { expect, test } from 'vitest';
import { anna, ben, down, openAlertHouse, up } from '../support/alert-house.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

test('one thing that breaks is one text, and one that it is over', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  expect(await house.text(20, 22)).toBe(
    '! nas: no answer, since 12:00 (kuma).\nA2 A=ack S=snooze 1h D=details',
  );
  await house.report(300, down('nas'), down('nas'));
  await house.report(360, up('nas'));
  expect(await house.text(420, 422)).toBe('A2 ok 12:06: nas after 6m (no answer).');
  await house.nothingUntil(3 * HOUR);
});

test('what is over before its first text is never told', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  await house.report(15, up('nas'));
  await house.nothingUntil(2 * HOUR);
});

test('a warning waits two minutes, and mere information for ever', async () => {
  using house = openAlertHouse();
  await house.report(0, down('disk', { severity: 'warning' }), down('x', { severity: 'info' }));
  expect(await house.text(120, 122)).toContain('! disk: no answer');
  await house.nothingUntil(12 * HOUR);
});

test('nobody answers a critical alert: a reminder after 15 and 30 minutes, an hour, then every four', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  await house.text(20, 22);
  for (const at of [15 * MINUTE, 30 * MINUTE, HOUR, 5 * HOUR, 9 * HOUR]) {
    expect(await house.text(at + 20, at + 60)).toMatch(/^! A2 still: nas: no answer/);
  }
  await house.nothingUntil(12 * HOUR);
});

test('alerts of one group are one incident', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas', { groupKey: 'g' }));
  await house.report(10, down('pve2', { groupKey: 'g' }), down('ups', { groupKey: 'g' }));
  expect(await house.text(30, 32)).toBe(
    '! nas: no answer, since 12:00 (kuma). With it: pve2, ups (2).\nA2 A=ack S=snooze 1h D=details',
  );
  await house.report(40, up('pve2'));
  await house.nothingUntil(100);
  await house.report(100, up('nas'), up('ups'));
  expect(await house.text(160, 162)).toMatch(/^A2 ok 12:01: nas and 2 more after/);
  await house.nothingUntil(HOUR);
});

test('the wait for further alerts of a group ends after a minute', async () => {
  using house = openAlertHouse();
  for (const at of [0, 15, 30, 45, 58]) await house.report(at, down(`h${at}`, { groupKey: 'g' }));
  expect(await house.text(60, 62)).toContain('(4)');
});

test('five unrelated alerts within a minute are one text', async () => {
  using house = openAlertHouse();
  await house.report(0, down('a1'), down('b1'), down('c1'), down('d1'), down('e1'), down('f1'));
  expect(await house.text(20, 22)).toBe(
    '! 6 down at once, cause unclear: a1, b1, c1, d1 +2, since 12:00.\nA2 A=ack S=snooze 1h D=details',
  );
  await house.nothingUntil(600);
});

test('children of a parent that is down are told with it', async () => {
  using house = openAlertHouse();
  await house.report(0, down('plex', { parents: ['media'] }));
  await house.report(10, down('media'));
  expect(await house.text(30, 32)).toMatch(/^! media: no answer.* With it: plex \(1\)\./);
  await house.report(60, down('ha', { parents: ['media'] }));
  await house.nothingUntil(200);
  await house.report(200, up('media'), up('ha'));
  // Plex has two minutes to come back.
  expect(await house.text(320, 352)).toMatch(
    /^A2 ok 12:03: media .*\nNot back: plex, now A3\.\nA3 A=ack/,
  );
  await house.nothingUntil(400);
  await house.report(400, up('plex'));
  expect(await house.text(460, 462)).toMatch(/^A3 ok/);
});

test('a parent that is found later is told as the cause', async () => {
  using house = openAlertHouse();
  await house.report(0, down('plex', { parents: ['switch'] }));
  await house.text(20, 22);
  await house.report(60, down('switch'));
  expect(await house.text(320, 352)).toMatch(/^! A2 now: switch: no answer/);
  await house.nothingUntil(400);
});

test('a group of monitors is no cause', async () => {
  using house = openAlertHouse();
  await house.report(0, down('plex', { parents: ['media'] }));
  await house.report(5, down('media', { isSummary: true }));
  expect(await house.text(20, 30)).toMatch(/^! plex: no answer/);
  await house.nothingUntil(600);
});

test('an acknowledgement is quiet until it runs out, and the others hear of it', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.text(20, 22);
  await house.alerts.decide(({ decision: { book, now } }) => {
    const [incident] = book.incidents();
    if (!incident) throw new Error('no incident');
    const response = { is: 'acked', by: 'anna', at: now, until: now + 4 * HOUR * 1000 } as const;
    book.putIncident({ ...incident, response });
  });
  expect(await house.text(22, 24)).toBe('anna has A2 (nas).');
  await house.nothingUntil(4 * HOUR);
  expect(await house.text(4 * HOUR, 4 * HOUR + 60)).toMatch(/^! A2 still: nas/);
  await house.text(4 * HOUR, 4 * HOUR + 60);
});

test('what fires again within 15 minutes is the same incident', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.report(60, up('nas'));
  await house.text(120, 122);
  await house.report(600, down('nas'));
  expect(await house.text(620, 622)).toMatch(/^! again \(2\): nas: no answer.*\nA2 /);
  await house.text(600 + 900, 600 + 960); // the first reminder
  await house.report(2400, up('nas'));
  expect(await house.text(2460, 2462)).toMatch(/^A2 ok/);
  await house.report(2 * HOUR, down('nas'));
  expect(await house.text(2 * HOUR + 20, 2 * HOUR + 22)).toMatch(/^! nas.*\nA3 /);
});

test('flapping is one text at its begin and one at its end', async () => {
  using house = openAlertHouse();
  await house.report(0, down('sw1'));
  await house.text(20, 22);
  for (let at = 60; at <= 600; at += 120) {
    await house.report(at, up('sw1'));
    await house.report(at + 30, down('sw1'));
  }
  expect(await house.text(60, 640)).toMatch(/^Flapping: sw1/);
  await house.report(660, up('sw1'));
  await house.nothingUntil(660 + 29 * MINUTE);
  expect(await house.text(660 + 30 * MINUTE, 660 + 32 * MINUTE)).toMatch(/^A2 ok/);
  await house.nothingUntil(5 * HOUR);
});

test('a critical thing that stays down after flapping is told', async () => {
  using house = openAlertHouse();
  for (let at = 0; at < 400; at += 100) {
    await house.report(at, down('sw1'));
    if (at < 300) await house.report(at + 50, up('sw1'));
  }
  expect(await house.text(20, 22)).toMatch(/^! sw1/);
  expect(await house.text(150, 152)).toMatch(/^Flapping: sw1/);
  expect(await house.text(300 + 10 * MINUTE, 300 + 11 * MINUTE)).toMatch(/^! sw1/);
});

test('a warning that stays down after flapping is told when it has held', async () => {
  using house = openAlertHouse();
  for (const at of [0, 100, 200]) {
    await house.report(at, down('sw1', { severity: 'warning' }));
    if (at < 200) await house.report(at + 50, up('sw1', { severity: 'warning' }));
  }
  expect(await house.text(320, 322)).toMatch(/^Flapping: sw1, 5 changes in 30m\./);
  await house.nothingUntil(200 + 29 * MINUTE);
  expect(await house.text(200 + 30 * MINUTE, 200 + 31 * MINUTE)).toMatch(
    /^! again \(3\): sw1: no answer/,
  );
  await house.nothingUntil(5 * HOUR);
});

test('no news from a source is said, and never that all is well', async () => {
  using house = openAlertHouse();
  await house.report(0, down('disk', { severity: 'warning', title: '91% full' }));
  await house.text(120, 122);
  expect(await house.text(24 * HOUR, 24 * HOUR + 60)).toBe(
    '? A2 disk: no news from kuma for 1d. Was: 91% full.\nA2 C=close D=details',
  );
  await house.nothingUntil(60 * HOUR);
});

test('a heartbeat that stops is told, and that it came back', async () => {
  using house = openAlertHouse();
  const beat = down('Watchdog', { state: 'heartbeat', severity: 'info', source: 'am' });
  for (let at = 0; at <= 600; at += 60) await house.report(at, beat);
  const missing = await house.text(600 + 120, 600 + 400);
  expect(missing).toMatch(/^\? am no heartbeat|^\? am: no heartbeat/);
  await house.report(2000, beat);
  expect(await house.text(2060, 2062)).toMatch(/ok .*am/);
  await house.nothingUntil(2100);
});

test('at most 4 texts in 15 minutes and 10 in an hour, and nothing critical waits longer', async () => {
  using house = openAlertHouse();
  for (let n = 0; n < 40; n += 1) await house.report(n * 90, down(`host${n}`));
  await house.until(2 * HOUR);
  const times = house.sent.map(({ at }) => at);
  for (const at of times) {
    expect(times.filter((it) => it > at - 900 && it <= at).length).toBeLessThanOrEqual(4);
    expect(times.filter((it) => it > at - 3600 && it <= at).length).toBeLessThanOrEqual(10);
  }
  const incidents = await house.stores.alerts.incidents(0);
  for (const { openedAt = 0, told } of incidents) {
    expect((told['anna']?.firstAt ?? Number.NaN) - openedAt).toBeLessThanOrEqual(15.6 * 60_000);
  }
  expect(house.sent.some(({ text }) => text.includes('more alerts'))).toBe(true);
});

const sleeper = { ...anna, quiet: { from: 22 * 60, to: 7 * 60 } };

test('in quiet hours only what is critical comes; the rest is told in the morning', async () => {
  using house = openAlertHouse({ people: [sleeper], start: Date.UTC(2026, 10, 21, 23, 0, 0) });
  await house.report(0, down('disk', { severity: 'warning', title: '91% full' }));
  await house.report(HOUR, down('plex', { severity: 'warning' }));
  await house.report(HOUR + 600, up('plex'));
  await house.report(2 * HOUR, down('nas'));
  expect(await house.text(2 * HOUR + 20, 2 * HOUR + 22)).toContain('nas');
  await house.report(2 * HOUR + 60, up('nas'));
  await house.nothingUntil(8 * HOUR - 5);
  expect(await house.text(8 * HOUR, 8 * HOUR + 60)).toMatch(
    /^While it was quiet: 2 alerts came and went \(nas, plex\)\. Open: A2 disk: 91% full/,
  );
  await house.nothingUntil(12 * HOUR);
});

test('what may be off ends without a text', async () => {
  using house = openAlertHouse();
  await house.report(0, down('vm'));
  await house.text(20, 22);
  await house.report(60, up('vm', { isWaived: true }));
  await house.nothingUntil(HOUR);
});

test('an event is told if it is critical, and closes after a day', async () => {
  using house = openAlertHouse();
  const event = { state: 'info', severity: 'warning' } as const;
  await house.report(0, down('door', event), down('threat', { ...event, severity: 'critical' }));
  expect(await house.text(20, 22)).toContain('threat');
  await house.until(25 * HOUR);
  expect((await house.stores.alerts.incidents(0)).map(({ ending }) => ending)).toEqual([
    'expired',
    'expired',
  ]);
});

test('the test button of a source is answered once a minute', async () => {
  using house = openAlertHouse();
  const test = down('t', { state: 'test', title: 'Grafana test', subject: undefined });
  await house.report(0, test, test);
  expect(await house.text(0, 1)).toBe('Grafana test OK. Alerts from kuma reach you here.');
  await house.nothingUntil(600);
});

test('five hundred alerts of one report are one text', async () => {
  using house = openAlertHouse();
  const many = Array.from({ length: 500 }, (_, n) => down(`host-${n}`, { groupKey: 'all' }));
  await house.report(0, ...many);
  expect(await house.text(20, 22)).toContain('(499)');
  await house.nothingUntil(600);
});

test('an end that nobody is left to hear of is forgotten with its code', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.text(20, 22);
  house.leave('ben');
  await house.report(60, up('nas'));
  await house.text(120, 122);
  await house.until(73 * HOUR);
  expect(await house.alerts.nextDue()).toBeUndefined();
  expect(await house.stores.alerts.forgetBefore(house.clock.now())).toBeGreaterThan(0);
});

test('a clock that counts parts of milliseconds is stored in whole ones', async () => {
  using house = openAlertHouse({ start: Date.UTC(2026, 10, 21, 12, 0, 0) + 0.25 });
  await house.report(0.0005, down('nas'));
  expect(await house.text(19, 22)).toContain('nas');
});

test('what comes back as mere information does not keep its incident open', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.report(60, up('nas'));
  await house.report(62, down('nas', { severity: 'info' }));
  await house.report(64, down('nas', { severity: 'info' }));
  expect(await house.text(120, 124)).toMatch(/^A2 ok/);
  await house.nothingUntil(5 * HOUR);
});
