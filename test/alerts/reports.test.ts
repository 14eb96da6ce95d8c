import { expect, test } from 'vitest';
import { createReports, SET_REPORT } from '../../src/alerts/reports.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { isNote } from '../../src/operation/operation.ts';
import { callerOf } from '../../src/people/caller.ts';
import type { Person } from '../../src/people/person.ts';
import { createTimeOfPerson } from '../../src/people/time-of-person.ts';
import { anna, down, openAlertHouse, up } from '../support/alert-house.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const berlin: Person = { ...anna, timeZone: 'Europe/Berlin' };

function reported(start: number) {
  const house = openAlertHouse({ people: [berlin], start });
  const { alerts, people, clock } = house;
  const time = createLocalTime(clock, 'UTC');
  const reports = createReports({
    ...{ alerts, people, timeOf: createTimeOfPerson({ people, clock, time }) },
    readLines: async () => ({ status: 'All OK.', cost: 'Nov: 12 texts $0.10.' }),
  });
  async function set(at: string): Promise<void> {
    const operation = reports.operations.find(({ name }) => name === SET_REPORT);
    if (!operation || !isNote(operation)) return expect.fail('no such operation');
    const caller = callerOf({ isOperator: () => true }, berlin.id, 'sms');
    expect((await operation.call({ at }, caller)).ok).toBe(true);
  }
  /** Lets time pass minute by minute. */
  async function until(second: number): Promise<void> {
    const now = () => (clock.now() - start) / 1000;
    while (now() < second) {
      await house.until(Math.min(second, now() + 60));
      await reports.sendDue();
    }
  }
  return { house, set, until };
}

const at = (...date: readonly [number, number, number, number, number]) => Date.UTC(...date);

test('a report comes every day at its time, with what came and went', async () => {
  const { house, set, until } = reported(at(2026, 10, 21, 12, 0));
  using _ = house;
  await set('8:00'); // 7:00 UTC
  await house.report(60, down('nas'));
  await house.text(80, 82);
  await house.report(600, up('nas'));
  await house.text(660, 662);
  await until(19 * HOUR - 60);
  await house.nothingUntil(19 * HOUR - 60);
  await until(19 * HOUR);
  expect(house.sent.at(-1)?.text).toBe(
    'All OK.\nNo alert is open.\nLast 24h: 1 alert came and went (nas).\nNov: 12 texts $0.10.\nALERTS=list  REPORT OFF=no more',
  );
  const count = house.sent.length;
  await until(19 * HOUR + DAY - 60);
  expect(house.sent).toHaveLength(count);
  await until(19 * HOUR + DAY);
  expect(house.sent).toHaveLength(count + 1);
  await set('off');
  await until(19 * HOUR + 3 * DAY);
  expect(house.sent).toHaveLength(count + 1);
});

test.each([
  ['spring', at(2027, 2, 27, 12, 0)],
  ['autumn', at(2026, 9, 24, 12, 0)],
])('in %s the report keeps its time by the clock on the wall', async (_season, start) => {
  const { house, set, until } = reported(start);
  using _ = house;
  await set('8:00');
  await until(3 * DAY);
  const wall = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' },
  });
  const times = house.sent.map((text) => wall.format(start + text.at * 1000));
  expect(times).toEqual(['08:00', '08:00', '08:00']);
});

test.each([
  ['spring', at(2027, 2, 27, 12, 0)],
  ['autumn', at(2026, 9, 24, 12, 0)],
])('a time that %s leaves out or has twice makes one report a day', async (_season, start) => {
  const { house, set, until } = reported(start);
  using _ = house;
  await set('2:30');
  await until(3 * DAY);
  expect(house.sent).toHaveLength(3);
});

test('a report that could not be sent for hours is left out, and the next one comes', async () => {
  const { house, set, until } = reported(at(2026, 10, 21, 12, 0));
  using _ = house;
  await set('8:00');
  await house.until(22 * HOUR); // the relay was off until 11:00
  await until(22 * HOUR + 120);
  expect(house.sent).toEqual([]);
  await until(19 * HOUR + DAY);
  expect(house.sent).toHaveLength(1);
});
