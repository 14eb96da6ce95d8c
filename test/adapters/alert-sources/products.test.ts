import { expect, test } from 'vitest';
import type { AlertApiSettings } from '../../../src/config/alert-apis.ts';
import { alertApiOf } from '../../support/alert-api.ts';
import {
  type RecordedAnswer,
  type RecordedRequest,
  startRecorded,
} from '../../support/recorded-server.ts';
import { eventOf, sampleBody } from '../alert-formats/sample.ts';
import { amStatus, gatusEndpoint, hcCheck, kumaMetrics, listedAlert } from './answers.ts';

type Kind = AlertApiSettings['kind'];

/** Asks a source that gives these answers, by path. */
async function read(
  kind: Kind,
  answers: Readonly<Record<string, unknown>>,
  over: { readonly token?: string; readonly user?: string; readonly receiver?: string } = {},
) {
  function answer({ path }: RecordedRequest): RecordedAnswer {
    const [bare = ''] = path.split('?');
    const given = answers[bare];
    if (given === undefined) return { status: 404, body: 'not found' };
    return { body: typeof given === 'string' ? given : JSON.stringify(given) };
  }
  await using server = await startRecorded(answer);
  await using made = alertApiOf({ kind, url: server.url, ...over });
  const reading = await made.api.read();
  return { reading, requests: [...server.requests], api: made.api };
}

async function alertsOf(...asked: Parameters<typeof read>) {
  const { reading } = await read(...asked);
  if (!reading.ok) throw new Error(JSON.stringify(reading.error));
  const { alerts, ...rest } = reading.value;
  return { ...rest, alerts: alerts.map(({ state, event }) => ({ ...event, state })) };
}

const am = (alerts: unknown, status: unknown = amStatus()): Readonly<Record<string, unknown>> => ({
  '/api/v2/alerts': alerts,
  '/api/v2/status': status,
});

test('an alert that Alertmanager lists is the one that it reported', async () => {
  const reported = eventOf(sampleBody('alertmanager-firing-one'));
  const { alerts, isWhole, startedAt } = await alertsOf('alertmanager', am([listedAlert()]));
  expect(alerts).toEqual([
    expect.objectContaining({
      ...{ state: 'firing', key: reported.key, subject: reported.subject },
      ...{ title: reported.title, severity: 'critical', endedAt: undefined },
    }),
  ]);
  expect({ isWhole, startedAt }).toEqual({ isWhole: true, startedAt: Date.UTC(2026, 10, 26, 8) });
});

test('Alertmanager is asked for all alerts with the token, or with user and password', async () => {
  const { requests } = await read('alertmanager', am([]), { token: 'a-token' });
  expect(requests.map(({ path }) => path)).toContain(
    '/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true&muted=true',
  );
  expect(new Set(requests.map(({ headers }) => headers.authorization))).toEqual(
    new Set(['Bearer a-token']),
  );
  const basic = await read('alertmanager', am([]), { token: 'pw', user: 'me' });
  expect(basic.requests[0]?.headers.authorization).toBe(`Basic ${btoa('me:pw')}`);
  expect((await read('alertmanager', am([]))).requests[0]?.headers.authorization).toBeUndefined();
});

test('a listed alert fires even where the clock of the source is an hour behind', async () => {
  const endsAt = new Date(Date.now() - 3_600_000).toISOString();
  const { reading } = await read('alertmanager', am([listedAlert({ endsAt })]));
  expect(reading).toMatchObject({ value: { alerts: [{ event: { state: 'firing' } }] } });
});

test.for([
  [{ status: { state: 'suppressed', silencedBy: ['x'], inhibitedBy: [] } }, 'silenced'],
  [{ status: { state: 'suppressed', silencedBy: [], inhibitedBy: ['x'] } }, 'silenced'],
  [{ status: { state: 'active', mutedBy: ['nights'] } }, 'silenced'],
  [{ status: { state: 'unprocessed', silencedBy: [], inhibitedBy: [] } }, 'unclear'],
  [{ receivers: [{ name: 'null' }] }, 'silenced'],
  [{ receivers: [{ name: 'blackhole' }, { name: 'relay' }] }, 'firing'],
] as const)('an alert with %j is %s', async ([over, state]) => {
  expect((await alertsOf('alertmanager', am([listedAlert(over)]))).alerts).toMatchObject([
    { state },
  ]);
});

test('only alerts of the receiver begin where one is set', async () => {
  const alerts = [listedAlert(), listedAlert({ fingerprint: 'b', receivers: [{ name: 'mail' }] })];
  const read = await alertsOf('alertmanager', am(alerts), { receiver: 'relay' });
  expect(read.alerts.map(({ state }) => state)).toEqual(['firing', 'silenced']);
});

test.for([
  [[listedAlert(), { labels: 7 }]],
  [[listedAlert({ status: { state: 'odd' } })]],
  [[listedAlert({ fingerprint: '' }), listedAlert()]],
  [Array.from({ length: 1001 }, (_, at) => listedAlert({ fingerprint: `f${at}` }))],
])('a list with alerts that cannot be read is not whole', async ([list]) => {
  expect((await alertsOf('alertmanager', am(list))).isWhole).toBe(false);
});

const OTHER_FORMS: readonly Readonly<Record<string, unknown>>[] = [
  am({ alerts: [] }),
  am('<html>Sign in</html>'),
  am(''),
  am([listedAlert()], { status: 'success' }),
  { '/api/v2/alerts': [] },
];

test.for(OTHER_FORMS)('an answer of another form is a failure', async (answers) => {
  expect((await read('alertmanager', answers)).reading.ok).toBe(false);
});

test('an alert that Grafana lists is the one that it reported', async () => {
  const reported = eventOf(sampleBody('grafana-firing'));
  const listed = listedAlert({
    fingerprint: 'c6eadffa33fcdf37',
    labels: {
      ...{ __alert_rule_uid__: 'cdeqmlhvflz40f', alertname: 'High memory' },
      ...{ grafana_folder: 'House', instance: 'pve1', severity: 'warning' },
    },
    annotations: { summary: 'pve1 memory over 90 %', description: '92.4 % for 5 min' },
  });
  const noData = listedAlert({
    fingerprint: 'd',
    labels: { alertname: 'DatasourceNoData', rulename: 'Disk' },
  });
  const path = '/api/alertmanager/grafana/api/v2/alerts';
  const read = await alertsOf('grafana', { [path]: [listed, noData] });
  expect(read.alerts).toMatchObject([
    { state: 'firing', key: reported.key, subject: reported.subject, title: reported.title },
    { key: 'd', subject: 'Disk', title: 'no data' },
  ]);
  expect(read).toMatchObject({ isWhole: true });
  expect(read.startedAt).toBeUndefined();
});

test('a monitor of Uptime Kuma is the one that it reported', async () => {
  const reported = eventOf(sampleBody('uptime-kuma-down'));
  const metrics = kumaMetrics([
    { id: 2, name: 'plex.lan', status: 0 },
    { id: 1, name: 'Media', type: 'group', status: 0 },
    { id: 3, name: 'a "quoted"\\, {name}\nof two lines', status: 1 },
    { id: 4, name: 'slow', status: 2 },
    { id: 5, name: 'in maintenance', status: 3 },
  ]);
  const { reading, requests } = await read(
    'uptime-kuma',
    { '/metrics': metrics },
    { token: 'uk1_key' },
  );
  if (!reading.ok) throw new Error('no answer');
  expect(reading.value.alerts.map(({ state, event }) => [state, event.key, event.subject])).toEqual(
    [
      ['firing', reported.key, reported.subject],
      ['firing', '1', 'Media'],
      ['well', '3', 'a "quoted"\\, {name} of two lines'],
      ['unclear', '4', 'slow'],
      ['unclear', '5', 'in maintenance'],
    ],
  );
  expect(reading.value.alerts[1]?.event.isSummary).toBe(true);
  expect(reading.value).toMatchObject({ isWhole: true, isByName: false, mayBePaused: true });
  expect(requests[0]?.headers.authorization).toBe(`Basic ${btoa(':uk1_key')}`);
  expect(JSON.stringify(reading.value)).not.toContain('plex.lan/?a=');
});

test('Uptime Kuma 1 knows names only, and two monitors of one name are unclear', async () => {
  const metrics = kumaMetrics([
    { name: 'nas', status: 0 },
    { name: 'web', status: 0 },
    { name: 'web', status: 1 },
  ]);
  const read = await alertsOf('uptime-kuma', { '/metrics': metrics });
  expect(read.isByName).toBe(true);
  expect(read.alerts.map(({ state, key }) => [state, key])).toEqual([
    ['firing', 'nas'],
    ['unclear', 'web'],
  ]);
});

test('an Uptime Kuma that started within the hour has not listed all of its monitors', async () => {
  const fresh = kumaMetrics([{ id: 1, name: 'nas', status: 1 }], Date.now() - 59 * 60_000);
  expect((await alertsOf('uptime-kuma', { '/metrics': fresh })).isWhole).toBe(false);
  const unknown = fresh.replace(/^process_start_time_seconds.*$/m, '');
  expect((await alertsOf('uptime-kuma', { '/metrics': unknown })).isWhole).toBe(false);
  const cut = kumaMetrics([{ id: 1, name: 'nas', status: 1 }]).replace(/ 1\n$/, '');
  expect((await alertsOf('uptime-kuma', { '/metrics': cut })).isWhole).toBe(false);
});

test.for(['<html>Sign in</html>', '', 'up 1', '{"monitor_status": 1}', 'monitor_status{} 1'])(
  'the text %j is no answer of Uptime Kuma',
  async (text) => {
    expect((await read('uptime-kuma', { '/metrics': text })).reading.ok).toBe(false);
  },
);

test('an endpoint of Gatus is the one that it reported', async () => {
  const reported = eventOf(sampleBody('gatus-triggered'));
  const { alerts, isWhole } = await alertsOf('gatus', {
    '/api/v1/endpoints/statuses': [
      gatusEndpoint('jellyfin', [false, false, false, false, false], { group: 'media' }),
      gatusEndpoint('alone', [false, false, false, true, true]),
    ],
  });
  expect(alerts).toMatchObject([
    { state: 'firing', key: reported.key, subject: 'jellyfin', title: reported.title },
    { state: 'well', key: 'alone' },
  ]);
  expect(isWhole).toBe(false);
});

test.for([
  [[false, false, false, false], {}],
  [[true, false, false, false, false], {}],
  [[false, false, false, false, true], {}],
  [[true, false, true, false, true], {}],
  [[true], {}],
  [[], {}],
  [[true, true, true, true, true], { ageMs: 6 * 60_000 }],
  [[false, false, false, false, false], { ageMs: 6 * 60_000 }],
] as const)('checks of Gatus like %j, %j prove nothing', async ([successes, over]) => {
  const statuses = [gatusEndpoint('nas', successes, over)];
  const { alerts } = await alertsOf('gatus', { '/api/v1/endpoints/statuses': statuses });
  expect(alerts).toMatchObject([{ state: 'unclear' }]);
});

const UUID = '3b4f2f0e-9d5e-4d3a-8f53-0c1f5b7b3e10';

test('a check of Healthchecks is the one that it reported, with a key that may only read too', async () => {
  const reported = eventOf(sampleBody('healthchecks-down'));
  const path = '/api/v3/checks/';
  const full = await alertsOf('healthchecks', {
    [path]: {
      checks: [
        hcCheck('nightly restic', 'down', { uuid: UUID, ping_url: `https://hc.lan/ping/${UUID}` }),
        hcCheck('late', 'grace', { uuid: UUID.replace('3', '4') }),
        hcCheck('fine', 'up', { uuid: UUID.replace('3', '5') }),
        hcCheck('paused', 'paused', { uuid: UUID.replace('3', '6') }),
        hcCheck('new', 'new', { uuid: UUID.replace('3', '7') }),
        { name: 7 },
      ],
    },
  });
  expect(full.alerts.map(({ state }) => state)).toEqual([
    'firing',
    'well',
    'well',
    'unclear',
    'unclear',
  ]);
  expect(full.alerts[0]).toMatchObject({ key: reported.key, subject: 'nightly restic' });
  expect(JSON.stringify(full)).not.toContain('3b4f2f0e');
  // As `sha1` of the first half of the id's digits, which is how Healthchecks hides ids.
  const readOnly = { unique_key: '6c19f747e5c1c4d695c1efe66e8f18dd43f0ce0f' };
  const { requests, reading } = await read(
    'healthchecks',
    { [path]: { checks: [hcCheck('nightly restic', 'down', readOnly)] } },
    { token: 'hc-key' },
  );
  expect(requests[0]?.headers['x-api-key']).toBe('hc-key');
  expect(reading).toMatchObject({ value: { alerts: [{ event: { key: reported.key } }] } });
});

test('only a token lets the relay keep a source from telling others', async () => {
  for (const kind of ['alertmanager', 'grafana'] as const) {
    expect((await read(kind, {})).api.snoozes).toBeUndefined();
    expect((await read(kind, {}, { token: 'a' })).api.snoozes).toBeDefined();
  }
  for (const kind of ['uptime-kuma', 'gatus', 'healthchecks'] as const) {
    expect((await read(kind, {}, { token: 'a' })).api.snoozes).toBeUndefined();
  }
});
