import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeyHolder } from '../../src/access/access.ts';
import { readPagerDutyEvent, routingKeyOf } from '../../src/adapters/alert-formats/pagerduty.ts';
import { readPrometheusAlerts } from '../../src/adapters/alert-formats/prometheus.ts';
import { readReport } from '../../src/adapters/alert-formats/read-report.ts';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { Secret } from '../../src/core/secret.ts';
import { startServer } from '../support/server.ts';

const HMAC = 'grafana-signs-with-this';

const KEYS: Readonly<Record<string, KeyHolder>> = {
  any: { name: 'tools', scopes: ['alerts:write'] },
  own: { name: 'own', scopes: ['alerts:write'], source: 'self' },
};

let app: FastifyInstance;
let received: AlertEvent[];
let unreadable: string[];
let outcomes: string[];

beforeEach(async () => {
  [received, unreadable, outcomes] = [[], [], []];
  const hmac = new Secret(HMAC);
  app = await startServer({
    alerts: {
      access: { authenticate: async (key) => (Object.hasOwn(KEYS, key) ? KEYS[key] : undefined) },
      intake: {
        receive: async (events) => void received.push(...events),
        onUnreadable: async (source, reason) => void unreadable.push(`${source}: ${reason}`),
      },
      sources: new Map([
        ['grafana', { hmac }],
        ['self', { hmac }],
      ]),
      ...{ readReport, readPrometheus: readPrometheusAlerts, readPagerDuty: readPagerDutyEvent },
      ...{ routingKeyOf, countReport: (outcome: string) => void outcomes.push(outcome) },
    },
  });
});

afterEach(() => app.close());

const BODY = JSON.stringify({ title: 'Freezer too warm', subject: 'freezer' });
const LARGE = 'x'.repeat(256 * 1024 + 1);

const post = (url: string, over: Partial<InjectOptions> = {}, key = 'any') =>
  app.inject({
    ...{ method: 'POST', url, payload: BODY, ...over },
    headers: { authorization: `Bearer ${key}`, ...over.headers },
  });

const signatureOf = (body: string) => ({
  authorization: '',
  'x-grafana-alerting-signature': createHmac('sha256', HMAC).update(body).digest('hex'),
});

test('what the relay sees by itself cannot be reported, nor ended, by any key or signature', async () => {
  const event = { routing_key: 'own', event_action: 'resolve', dedup_key: 'network' };
  const answers = [
    await post('/hooks/self'),
    await post('/hooks/self', {}, 'own'),
    await post('/hooks/self', { headers: signatureOf(BODY) }),
    await post('/api/v2/alerts', { payload: '[{"labels":{"alertname":"a"}}]' }, 'own'),
    await post('/v2/enqueue', { payload: JSON.stringify(event) }),
  ];
  expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(
    answers.map(() => [404, '']),
  );
  expect(received).toEqual([]);
});

test.for(['a%20b', 'a%0Ab', '%F0%9F%94%A5', 'x'.repeat(41), '%2E%2E%2Fa'])(
  'the name %s is no source',
  async (name) => {
    const { statusCode, body } = await post(`/hooks/${name}`);
    expect([statusCode, body, received]).toEqual([404, '', []]);
  },
);

test('a compressed body is refused, never read as a text, and its owner hears of it', async () => {
  for (const url of ['/hooks/gatus', '/api/v2/alerts']) {
    const { statusCode, body } = await post(url, {
      payload: gzipSync(BODY),
      headers: { 'content-encoding': 'gzip' },
    });
    expect([statusCode, body]).toEqual([415, '']);
  }
  expect(received).toEqual([]);
  expect(unreadable).toEqual(['gatus: compressed', 'prometheus: compressed']);
  expect((await post('/hooks/a', { headers: { 'content-encoding': 'identity' } })).statusCode).toBe(
    202,
  );
});

test('a body that is too large is counted, and its owner hears of it', async () => {
  const { statusCode, body } = await post('/hooks/gatus', { payload: LARGE });
  expect([statusCode, body, outcomes, unreadable]).toEqual([
    ...[413, '', ['too_large'], ['gatus: too large']],
  ]);
  const whole = await post('/hooks/gatus', { payload: LARGE.slice(1) });
  expect(whole.statusCode).not.toBe(413);
});

test.for([
  ['/v2/enqueue', {}],
  ['/hooks/grafana', signatureOf(LARGE)],
] as const)('without a key a large body shows nothing of %s', async ([url, headers]) => {
  const large = await post(url, { payload: LARGE, headers: { authorization: '', ...headers } });
  const unknown = await post('/hooks/none', {}, 'wrong');
  const { date: _, ...shown } = large.headers;
  const { date: _date, ...wanted } = unknown.headers;
  expect([large.statusCode, large.body, shown]).toEqual([404, '', wanted]);
  expect(outcomes).toEqual(['unauthorized', 'unauthorized']);
});

test('a HEAD delivers nothing', async () => {
  const { statusCode } = await app.inject({
    ...{ method: 'HEAD', url: '/hooks/kuma?msg=down' },
    headers: { authorization: 'Bearer any' },
  });
  expect([statusCode, received]).toEqual([404, []]);
});
