import { createHmac } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAccess } from '../../src/access/access.ts';
import { addKey } from '../../src/access/change-keys.ts';
import { readPagerDutyEvent, routingKeyOf } from '../../src/adapters/alert-formats/pagerduty.ts';
import { readPrometheusAlerts } from '../../src/adapters/alert-formats/prometheus.ts';
import { readReport } from '../../src/adapters/alert-formats/read-report.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { Secret } from '../../src/core/secret.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { startServer } from '../support/server.ts';
import { storesOf } from '../support/stores.ts';

const API_KEY = 'k'.repeat(40);
const HMAC = 'grafana-signs-with-this';

let app: FastifyInstance;
let clock: FakeClock;
let key: string;
let kumaKey: string;
let received: AlertEvent[];
let unreadable: string[];
let outcomes: string[];
let lines: string[];
let storing: () => Promise<void>;
let cleanup: DisposableStack;

beforeEach(async () => {
  cleanup = new DisposableStack();
  clock = new FakeClock();
  [received, unreadable, outcomes, lines] = [[], [], [], []];
  storing = async () => {};
  const stores = storesOf(cleanup.use(openDatabase('memory:')));
  const add = async (name: string, source?: string): Promise<string> => {
    const wanted = { name, scopes: ['alerts:write'] as const, source };
    const added = await addKey(stores, wanted, clock.now());
    if (!added.ok) throw new Error(added.error);
    return added.value;
  };
  [key, kumaKey] = [await add('tools'), await add('kuma', 'kuma')];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const alerts = {
    access: createAccess({ keys: stores.keys, apiKey: new Secret(API_KEY), clock }),
    intake: {
      async receive(events: readonly AlertEvent[]) {
        await storing();
        received.push(...events);
      },
      async onUnreadable(source: string, reason: string) {
        unreadable.push(`${source}: ${reason}`);
      },
    },
    sources: new Map([
      ['grafana', { hmac: new Secret(HMAC) }],
      ['low', { severity: 'warning' as const }],
      ['mapped', { mapping: { title: '/what' } }],
    ]),
    ...{ readReport, readPrometheus: readPrometheusAlerts, readPagerDuty: readPagerDutyEvent },
    ...{ routingKeyOf },
    countReport: (outcome: string) => void outcomes.push(outcome),
  };
  app = await startServer({ log, clock, alerts });
});

afterEach(async () => {
  await app.close();
  cleanup.dispose();
});

const BODY = JSON.stringify({
  title: 'Freezer too warm',
  subject: 'freezer',
  severity: 'critical',
});

const post = (url: string, over: Partial<InjectOptions> = {}) =>
  app.inject({ method: 'POST', url, payload: BODY, ...over });

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const basic = (token: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`any:${token}`).toString('base64')}` },
});

test('a key delivers by bearer, by Basic and in the query, and the key of the configuration too', async () => {
  const answers = [
    await post('/hooks/freezer', bearer(key)),
    await post('/hooks/freezer', basic(key)),
    await post(`/hooks/freezer?token=${key}`),
    await post('/hooks/freezer', bearer(API_KEY)),
    await post('/hooks/kuma', bearer(kumaKey)),
  ];
  expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
    answers.map(() => [202, '']),
  );
  expect(received.map(({ source }) => source)).toEqual([
    ...['freezer', 'freezer', 'freezer', 'freezer', 'kuma'],
  ]);
  expect(received[0]).toMatchObject({ title: 'Freezer too warm', severity: 'critical' });
});

test('everything without a valid key looks like a path that does not exist', async () => {
  const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
  const answers = [
    await post('/hooks/freezer'),
    await post('/hooks/freezer', bearer(wrong)),
    await post('/hooks/freezer', bearer('x')),
    await post('/hooks/freezer', bearer('')),
    await post('/hooks/freezer', basic(wrong)),
    await post(`/hooks/freezer?token=${wrong}`),
    await post(`/hooks/freezer?token=${key}&token=${key}`),
    await post('/hooks/other', bearer(kumaKey)),
    await post('/hooks/__proto__', bearer(wrong)),
    await post('/hooks/grafana'),
    await post('/hooks/grafana', { headers: { 'x-grafana-alerting-signature': 'ab'.repeat(32) } }),
    await post('/api/v2/alerts', { ...bearer(wrong), payload: '[]' }),
    await post('/v2/enqueue', { payload: JSON.stringify({ routing_key: wrong }) }),
    await post('/v2/enqueue', { payload: 'no JSON' }),
  ];
  const first = answers[0];
  for (const { statusCode, body, headers } of answers) {
    const { date: _, ...rest } = headers;
    const { date: _date, ...wanted } = first?.headers ?? {};
    expect([statusCode, body, rest]).toEqual([404, '', wanted]);
  }
  expect(received).toEqual([]);
  expect(new Set(outcomes)).toEqual(new Set(['unauthorized']));
});

test('no key is in the log', async () => {
  await post(`/hooks/freezer?token=${key}`);
  await post('/hooks/freezer', bearer(API_KEY));
  storing = () => Promise.reject(new Error('disk full'));
  await post(`/hooks/freezer?token=${key}`);
  expect(lines.join('')).toContain('could not be stored');
  expect(lines.join('')).not.toContain(key.slice(20));
  expect(lines.join('')).not.toContain(API_KEY);
});

test('a name that JavaScript knows is a source like others', async () => {
  expect((await post('/hooks/__proto__', bearer(key))).statusCode).toBe(202);
  expect((await post('/hooks/constructor', bearer(key))).statusCode).toBe(202);
  expect(received.map(({ source }) => source)).toEqual(['__proto__', 'constructor']);
});

test('a revoked key is refused at once by whoever revokes, and soon by the others', async () => {
  expect((await post('/hooks/a', bearer(key))).statusCode).toBe(202);
  clock.advance(365 * 24 * 60 * 60_000);
  expect((await post('/hooks/a', bearer(key))).statusCode).toBe(202); // it has no end by itself
});

test('what cannot be stored is asked for again, and never by 429', async () => {
  storing = () => Promise.reject(new Error('disk full'));
  const { statusCode, headers } = await post('/hooks/a', bearer(key));
  expect([statusCode, headers['retry-after']]).toEqual([503, '1']);
  storing = () => new Promise(() => {});
  const slow = post('/hooks/a', bearer(key));
  await clock.elapse(6000);
  expect((await slow).statusCode).toBe(503);
  storing = async () => {};
  const many = [];
  for (let n = 0; n < 25; n += 1) many.push((await post('/hooks/b', bearer(key))).statusCode);
  expect(many.filter((code) => code === 202)).toHaveLength(20);
  expect(many.filter((code) => code === 503)).toHaveLength(5);
  expect((await post('/hooks/c', bearer(key))).statusCode).toBe(202);
});

test('what can never be read is refused, and its owner hears of it', async () => {
  const { statusCode, body } = await post('/hooks/gatus', {
    ...bearer(key),
    payload: '{"name": "x", "state": ',
  });
  expect([statusCode, body.length < 60]).toEqual([400, true]);
  expect(unreadable).toHaveLength(1);
  expect(
    (await post('/hooks/a', { ...bearer(key), payload: 'x'.repeat(300_000) })).statusCode,
  ).toBe(413);
});

test('severity is lowered, and pointers are followed, as the owner wants', async () => {
  await post('/hooks/low', bearer(key));
  await post('/hooks/mapped', { ...bearer(key), payload: '{"what": "It burns"}' });
  expect(received.map(({ severity, title }) => [severity, title])).toEqual([
    ['warning', 'Freezer too warm'],
    ['warning', 'It burns'],
  ]);
});

test('Grafana signs with a secret of its own', async () => {
  const sign = (text: string): string => createHmac('sha256', HMAC).update(text).digest('hex');
  const time = String(Math.floor(clock.now() / 1000));
  const old = String(Number(time) - 301);
  const signed = (signature: string, timestamp?: string) =>
    post('/hooks/grafana', {
      headers: {
        'x-grafana-alerting-signature': signature,
        ...(timestamp && { 'x-grafana-alerting-timestamp': timestamp }),
      },
    });
  expect((await signed(sign(BODY))).statusCode).toBe(202);
  expect((await signed(sign(`${time}:${BODY}`), time)).statusCode).toBe(202);
  expect((await signed(sign(`${old}:${BODY}`), old)).statusCode).toBe(404);
  expect((await signed(sign(`${time}:${BODY}`), 'x')).statusCode).toBe(404);
  expect((await signed(sign(BODY), time)).statusCode).toBe(404);
  expect((await signed(sign(`${BODY} `))).statusCode).toBe(404);
  expect((await signed('zz')).statusCode).toBe(404);
  expect(received).toHaveLength(2);
});

test('Prometheus speaks to it as to an Alertmanager', async () => {
  const payload = JSON.stringify([
    { labels: { alertname: 'HostDown', instance: 'nas:9100', severity: 'critical' } },
  ]);
  const { statusCode } = await post('/api/v2/alerts', { ...bearer(key), payload });
  expect(statusCode).toBe(200);
  expect(received).toMatchObject([{ source: 'prometheus', subject: 'nas', severity: 'critical' }]);
});

test('whatever speaks to PagerDuty gets the answer of PagerDuty', async () => {
  const event = {
    routing_key: key,
    event_action: 'trigger',
    dedup_key: 'disk-1',
    payload: { summary: 'Disk fails', source: 'nas', severity: 'critical' },
  };
  const { statusCode, body } = await post('/v2/enqueue', { payload: JSON.stringify(event) });
  expect(statusCode).toBe(202);
  expect(JSON.parse(body)).toEqual({
    ...{ status: 'success', message: 'Event processed', dedup_key: 'disk-1' },
  });
  expect(received).toMatchObject([{ source: 'pagerduty', state: 'firing', subject: 'nas' }]);
});

test('a GET carries its words in the query, and its key is not one of them', async () => {
  const url = `/hooks/kuma?msg=${encodeURIComponent('[plex] [Down] no answer')}&token=${kumaKey}`;
  expect((await app.inject({ method: 'GET', url })).statusCode).toBe(202);
  expect(JSON.stringify(received)).not.toContain(kumaKey);
});
