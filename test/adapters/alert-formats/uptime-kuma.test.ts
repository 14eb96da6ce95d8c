import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventOf, reportOf, sampleBody } from './sample.ts';

interface Beat {
  readonly status?: unknown;
  readonly msg?: string;
  readonly [name: string]: unknown;
}

const body = (heartbeat: Beat, monitor: object = {}): object => ({
  heartbeat: { monitorID: 7, time: '2026-11-26 22:48:50.002', important: true, ...heartbeat },
  monitor: { id: 7, name: 'plex', parent: null, ...monitor },
  msg: `[plex] [x] ${heartbeat.msg ?? ''}`,
});

test('a Down depends on the group that its monitor is in', () => {
  expect(eventOf(sampleBody('uptime-kuma-down'))).toMatchObject({ key: '2', parents: ['1'] });
  expect(eventOf(sampleBody('uptime-kuma-group-down'))).toMatchObject({
    key: '1',
    parents: undefined,
  });
});

test('a group of monitors only sums them up', () => {
  expect(eventOf(sampleBody('uptime-kuma-group-down')).isSummary).toBe(true);
  expect(eventOf(sampleBody('uptime-kuma-down')).isSummary).toBeUndefined();
});

test('the time of a heartbeat is UTC, whatever zone the relay is in', () => {
  expect(eventOf(body({ status: 0 })).startedAt).toBe(Date.UTC(2026, 10, 26, 22, 48, 50, 2));
});

test('a repeated Down does not begin anew', () => {
  expect(eventOf(body({ status: 0, important: false })).startedAt).toBeUndefined();
});

test.for([
  [0, 'firing'],
  [1, 'resolved'],
  [2, 'nodata'],
  [3, 'info'],
  ['odd', 'firing'],
  [null, 'firing'],
] as const)('status %j is %s', ([status, state]) => {
  expect(eventOf(body({ status, msg: 'x' })).state).toBe(state);
});

test('neither the page nor the configuration of the monitor is kept', () => {
  const secrets = {
    url: 'http://admin:hunter2@plex/',
    basic_auth_pass: 'hunter2',
    authMethod: 'x',
  };
  const event = eventOf(
    body({ status: 0, msg: 'timeout', response: '<html>secret page</html>' }, secrets),
  );
  expect(JSON.stringify(event)).not.toMatch(/hunter2|secret page/);
});

test.for([
  [
    '200 - OK, but keyword is not in [Welcome, your code is 4711 ...]',
    '200 - OK, but keyword is not in the page',
  ],
  ['JSON query does not pass (comparing "hunter2" == "ok")', 'JSON query does not pass'],
] as const)('of %j the quoted page is left out', ([msg, title]) => {
  expect(eventOf(body({ status: 0, msg }))).toMatchObject({ title, detail: undefined });
});

test('a certificate notice is no outage', () => {
  const msg = '[plex][https://plex.lan] server certificate CN=plex.lan will expire in 7 days';
  const notice = eventOf({ heartbeat: null, monitor: null, msg });
  expect(notice).toMatchObject({
    state: 'info',
    severity: 'warning',
    subject: 'plex',
    title: 'server certificate CN=plex.lan will expire in 7 days',
  });
  const later = eventOf({ heartbeat: null, monitor: null, msg: msg.replace('7', '3') });
  expect(later.key).toBe(notice.key);
});

const standard = { heartbeat: null, monitor: null, msg: 'relay Testing' };

test('the test button names the notification', () => {
  expect(eventOf(standard)).toMatchObject({ state: 'test', title: 'relay Testing' });
  expect(eventOf('', { msg: 'relay Testing' })).toMatchObject({
    state: 'test',
    title: 'relay Testing',
  });
});

const down = sampleBody('uptime-kuma-down');
const multipart = [
  '----------------------------123456',
  'Content-Disposition: form-data; name="data"',
  '',
  down,
  '----------------------------123456--',
  '',
].join('\r\n');
const { heartbeat, monitor, msg } = z.record(z.string(), z.unknown()).parse(JSON.parse(down));
const query = {
  token: 'hunter2',
  msg: String(msg),
  heartbeat: JSON.stringify(heartbeat),
  monitor: JSON.stringify(monitor),
};

test.for([
  ['form data', multipart, {}],
  ['the query of a GET', '', query],
  ['a urlencoded form', new URLSearchParams({ data: down }).toString(), {}],
] as const)('%s is read like the standard body', ([, text, given]) => {
  expect(reportOf(text, given)).toEqual(reportOf(down));
});

test('a body of its message alone has the state and the name in it', () => {
  const text = '[plex.lan] [\u{1f534} Down] timeout of 48000ms exceeded';
  const event = { subject: 'plex.lan', state: 'firing', severity: 'critical' };
  expect(eventOf(text)).toMatchObject({ ...event, title: 'timeout of 48000ms exceeded' });
  expect(eventOf('', { msg: text })).toEqual(eventOf(text));
  expect(eventOf({ Title: 'Uptime Kuma Alert - plex.lan', Body: text })).toEqual(eventOf(text));
  const up = eventOf('[plex.lan] [\u2705 Up] 200 - OK');
  expect(up).toMatchObject({ ...event, state: 'resolved', key: eventOf(text).key });
});
