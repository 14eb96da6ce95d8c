import { expect, test } from 'vitest';
import { type AlertHouse, anna, ben, down, openAlertHouse, up } from '../support/alert-house.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Calls the line down until that second, as a watch over it does. */
async function stayOffline(house: AlertHouse, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 2 * MINUTE) {
    await house.until(at);
    await house.alerts.setInternet(false, house.clock.now());
  }
}

test('while the line is away nothing is texted, and one text afterwards tells what was held back', async () => {
  using house = openAlertHouse();
  await house.until(60);
  await house.alerts.setInternet(false, house.clock.now());
  await house.report(100, down('wan1'), down('status.example.com'));
  await house.report(300, down('nas'));
  await stayOffline(house, 302, 900);
  await house.report(900, up('wan1'), up('status.example.com'), up('nas'));
  await stayOffline(house, 902, 1800);
  await house.nothingUntil(1800);
  await house.alerts.setInternet(true, house.clock.now());
  await house.nothingUntil(1859);
  await house.until(1860);
  await house.alerts.advance();
  expect(await house.text(1860, 1860)).toBe(
    'Internet was down 12:01-12:30 (29m). Held back: 3 events, all over. Nothing open.',
  );
  await house.alerts.advance();
  await house.nothingUntil(6 * HOUR);
});

test('an outage that left something behind names it', async () => {
  using house = openAlertHouse({ people: [anna, ben] });
  await house.alerts.setInternet(false, house.clock.now());
  await house.report(100, down('nas'));
  await house.report(200, down('ups'));
  await house.report(400, up('ups'));
  await stayOffline(house, 500, 600);
  await house.until(600);
  await house.alerts.setInternet(true, house.clock.now());
  for (const _ of [anna, ben]) {
    expect(await house.text(660, 692)).toBe(
      'Internet was down 12:00-12:10 (10m). Held back: 2 events, 1 over. Open: A2 nas.\nALERTS=list  ALL A=ack these',
    );
  }
  await house.nothingUntil(14 * MINUTE);
  await house.report(14 * MINUTE, up('nas'));
  for (const _ of [anna, ben])
    expect(await house.text(15 * MINUTE, 15 * MINUTE + 2)).toMatch(/^A2 ok/);
});

test('a short outage in which nothing happened is not told, a longer one is', async () => {
  using house = openAlertHouse();
  await house.alerts.setInternet(false, house.clock.now());
  await house.until(90);
  await house.alerts.setInternet(true, house.clock.now());
  await house.until(200);
  await house.alerts.advance();
  await house.nothingUntil(300);
  await house.alerts.setInternet(false, house.clock.now());
  await house.until(600);
  await house.alerts.setInternet(true, house.clock.now());
  await house.until(700);
  await house.alerts.advance();
  expect(await house.text(700, 700)).toBe(
    'Internet was down 12:05-12:10 (5m). Nothing happened meanwhile.',
  );
});

test('what was told before the outage and ended in it is told as over with it', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.until(60);
  await house.alerts.setInternet(false, house.clock.now());
  await house.report(120, up('nas'));
  await house.until(600);
  await house.alerts.setInternet(true, house.clock.now());
  await house.until(660);
  await house.alerts.advance();
  expect(await house.text(660, 660)).toMatch(
    /^Internet was down .* Held back: 1 event, all over\. Nothing open\.$/,
  );
  await house.nothingUntil(HOUR);
});

test('setting the line twice changes nothing the second time', async () => {
  using house = openAlertHouse();
  await house.alerts.setInternet(true, house.clock.now());
  await house.alerts.setInternet(false, house.clock.now());
  const before = await house.alerts.holds();
  await house.until(60);
  await house.alerts.setInternet(false, house.clock.now());
  expect(await house.alerts.holds()).toEqual(before);
});

test('an alert hours after a short outage is told as what it is', async () => {
  using house = openAlertHouse();
  await house.alerts.setInternet(false, house.clock.now());
  await house.until(90);
  await house.alerts.setInternet(true, house.clock.now());
  await house.report(3 * HOUR, down('ups'));
  expect(await house.text(3 * HOUR, 3 * HOUR + 22)).toMatch(/^! ups: no answer/);
  await house.nothingUntil(3 * HOUR + 10 * MINUTE);
});

test('an outage that nothing sees any more holds no text back for ever', async () => {
  using house = openAlertHouse();
  await house.alerts.setInternet(false, house.clock.now());
  await house.report(60, down('ups'));
  await house.nothingUntil(10 * MINUTE - 2);
  expect(await house.text(10 * MINUTE, 11 * MINUTE)).toMatch(/^! ups: no answer/);
});

test('a line that is called down for half a day keeps no text back any longer', async () => {
  using house = openAlertHouse();
  await stayOffline(house, 0, 11 * HOUR);
  await house.report(11 * HOUR, down('ups'));
  await stayOffline(house, 11 * HOUR, 13 * HOUR);
  expect(await house.text(12 * HOUR, 12 * HOUR + 62)).toMatch(/^! ups: no answer/);
});

test('an outage in the future, of a clock that was wrong, holds nothing back', async () => {
  using house = openAlertHouse();
  const later = house.clock.now() + 30 * 24 * HOUR * 1000;
  await house.alerts.setInternet(false, later);
  await house.alerts.setInternet(true, later + HOUR * 1000);
  await house.report(100, down('ups'));
  expect(await house.text(100, 152)).toContain('ups');
});
