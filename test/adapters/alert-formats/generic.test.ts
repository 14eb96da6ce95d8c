import { expect, test } from 'vitest';
import { eventOf, NOW, reportOf } from './sample.ts';

test.for([
  [undefined, 'firing'],
  ['firing', 'firing'],
  ['gibberish', 'firing'],
  ['\u{1f534} Down', 'firing'],
  ['ok', 'resolved'],
  ['Resolved', 'resolved'],
  ['\u2705 Up', 'resolved'],
  ['unknown', 'nodata'],
  ['unavailable', 'nodata'],
  ['no_data', 'nodata'],
  ['test', 'test'],
  ['info', 'info'],
  ['heartbeat', 'heartbeat'],
] as const)('status %j is %s', ([status, state]) => {
  expect(eventOf({ title: 'A', status }).state).toBe(state);
});

test.for(['unknown', 'unavailable'])('a value that is %s proves neither', (value) => {
  expect(eventOf({ title: 'A', status: 'firing', value }).state).toBe('nodata');
  expect(eventOf({ title: 'A', status: 'ok', value }).state).toBe('nodata');
  expect(eventOf({ title: 'A', subject: value }).subject).toBeUndefined();
});

test.for([
  [{}, 'warning'],
  [{ severity: 'page' }, 'critical'],
  [{ severity: 'whatever' }, 'warning'],
  [{ priority: 5 }, 'critical'],
  [{ severity: 'info' }, 'info'],
  [{ status: 'critical' }, 'critical'],
  [{ status: 'ok' }, 'warning'],
] as const)('%j is %s', ([fields, severity]) => {
  expect(eventOf({ title: 'A', ...fields }).severity).toBe(severity);
});

test('without a key, an alert is known by its subject and title', () => {
  const [one, again, other] = [
    { title: 'Disk full', subject: 'nas' },
    { title: 'Disk full', subject: 'nas', status: 'ok', value: 7 },
    { title: 'Disk full', subject: 'pve1' },
  ].map((body) => eventOf(body).key);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test('a list of alerts is read, and what is none in it is counted', () => {
  const report = reportOf([{ title: 'A' }, null, { title: 'B', status: 'ok' }, {}]);
  expect(report.events.map(({ title, state }) => [title, state])).toEqual([
    ['A', 'firing'],
    ['B', 'resolved'],
  ]);
  expect(report).toMatchObject({ product: 'generic', more: 2 });
});

test('the time of an end is no beginning', () => {
  const timestamp = NOW - 60_000;
  expect(eventOf({ title: 'A', status: 'ok', timestamp })).toMatchObject({
    startedAt: undefined,
    endedAt: timestamp,
  });
});

test('the first line of a text is the title, and the rest the detail', () => {
  expect(eventOf('\r\n\u0000\n UPS on battery\r\n34 min left\n')).toMatchObject({
    title: 'UPS on battery',
    detail: '34 min left',
    state: 'firing',
    severity: 'warning',
  });
});
