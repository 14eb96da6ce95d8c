import { expect, test } from 'vitest';
import { AlertMapping } from '../../../src/adapters/alert-formats/mapped.ts';
import { readReport } from '../../../src/adapters/alert-formats/read-report.ts';
import { eventOf, NOW, readAt, sampleBody } from './sample.ts';

const read = (body: string, mapping?: AlertMapping) =>
  readReport({ source: 'house', body, query: {}, mapping, now: NOW });

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

test.for([
  ['', 'empty body'],
  [' \n', 'empty body'],
  ['\u0000\u200b', 'no title'],
  ['{}', 'no title'],
  ['{"title":" "}', 'no title'],
  ['{"title":"a"', 'bad JSON'],
  ['[[]]', 'no alerts'],
  [`${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}`, 'nested too deeply'],
] as const)('%j is refused', ([body, error]) => {
  expect(read(body)).toEqual({ ok: false, error });
});

test.for([
  ['disk=90% on nas', 'disk=90% on nas'],
  ['disk=90%', 'disk=90%'],
  ['value=3', 'value=3'],
  ['[FIRING] nas', '[FIRING] nas'],
  ['"nas is down"', 'nas is down'],
  ['42', '42'],
])('%j is a text', ([body, title]) => {
  expect(eventOf(body).title).toBe(title);
});

test('line breaks in a text of a script are forgiven', () => {
  expect(eventOf('{"title":"Backup failed",\n"message":"line 1\nline 2"}').detail).toBe(
    'line 1 line 2',
  );
});

test.for([
  ['a form', 'title=Disk+full&status=ok&token=hunter2'],
  ['JSON as the only name of a form', encodeURIComponent('{"title":"Disk full","status":"ok"}')],
  ['a byte order mark', '\uFEFF{"title":"Disk full","status":"ok"}'],
])('%s is read', ([, body]) => {
  expect(eventOf(body)).toMatchObject({ title: 'Disk full', state: 'resolved' });
});

const mapping = AlertMapping.parse({
  title: '/evt/what',
  key: '/dev/id',
  subject: '/dev/a~1b',
  state: { at: '/ok', map: { false: 'firing', true: 'resolved' } },
  severity: '/list/1',
});

test('foreign JSON is read by a mapping', () => {
  const body = {
    evt: { what: 'Leak' },
    dev: { id: 7, 'a/b': 'cellar' },
    ok: true,
    list: [0, 'crit'],
  };
  expect(read(JSON.stringify(body), mapping)).toMatchObject({
    ok: true,
    value: {
      product: 'mapped',
      events: [
        { title: 'Leak', key: '7', subject: 'cellar', state: 'resolved', severity: 'critical' },
      ],
    },
  });
});

test('a state that the mapping does not name fires', () => {
  for (const ok of [null, 'perhaps', undefined]) {
    expect(read(JSON.stringify({ evt: { what: 'Leak' }, ok }), mapping)).toMatchObject({
      value: { events: [{ state: 'firing' }] },
    });
  }
});

test('a mapping reads nothing that is not in the body', () => {
  const pointers = AlertMapping.parse({ title: '/constructor/name', key: '/__proto__/x' });
  expect(read('{"a":1}', pointers)).toEqual({ ok: false, error: 'no title' });
  expect(read('some text', mapping)).toEqual({ ok: false, error: 'bad JSON' });
});

test.for([
  { title: 'evt/what' },
  { title: '/a', other: '/b' },
  { title: '/a', state: { at: '/b', map: { x: 'broken' } } },
])('%j is no mapping', (value) => {
  expect(AlertMapping.safeParse(value).success).toBe(false);
});

test('an acknowledgement of PagerDuty is no event', () => {
  const body = JSON.stringify({ routing_key: 'k', event_action: 'acknowledge', dedup_key: 'a' });
  expect(readAt('/v2/enqueue', body)).toEqual({
    ok: true,
    value: { product: 'pagerduty', events: [], more: 0 },
  });
});

test.for([
  [{ event_action: 'resolve' }, 'no dedup_key'],
  [{ event_action: 'trigger', payload: {} }, 'no summary'],
  [{ event_action: 'explode' }, 'unknown event_action'],
  [[], 'not an event'],
] as const)('%j is no event of PagerDuty', ([body, error]) => {
  expect(readAt('/v2/enqueue', JSON.stringify(body))).toEqual({ ok: false, error });
});

test('of an event of PagerDuty neither the key of the tool nor queries are kept', () => {
  const report = readAt('/v2/enqueue', sampleBody('pagerduty-trigger'));
  expect(report).toMatchObject({
    value: {
      events: [
        {
          url: 'https://monitoring.example.com/checks/42',
          key: 'samplekeyhere',
          groupKey: 'prod-datapipe',
        },
      ],
    },
  });
});
