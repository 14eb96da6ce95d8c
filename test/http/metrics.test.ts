import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { metrics } from '../../src/http/metrics.ts';

const TOKEN = 'a-long-token';
const TEXT = 'sms_relay_up 1\n';

async function start(token?: string) {
  let scrapes = 0;
  const http = Fastify();
  await http.register(metrics, {
    token: token === undefined ? undefined : new Secret(token),
    expose: async () => {
      scrapes += 1;
      return { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: TEXT };
    },
  });
  const ask = async (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') => {
    const {
      statusCode,
      headers: answered,
      body,
    } = await http.inject({
      ...{ method, url: '/metrics', headers },
    });
    return { status: statusCode, headers: answered, body };
  };
  return { ask, scrapes: () => scrapes };
}

test.for(['Bearer a-long-token', 'bearer a-long-token', 'Bearer   a-long-token'])(
  'whoever shows the token sees the metrics (%s)',
  async (authorization) => {
    const { ask } = await start(TOKEN);
    const { status, headers, body } = await ask({ authorization, 'x-forwarded-for': '1.2.3.4' });
    expect({ status, body }).toEqual({ status: 200, body: TEXT });
    expect(headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
  },
);

test.for<readonly [string, Record<string, string>]>([
  ['no token', {}],
  ['an empty one', { authorization: 'Bearer ' }],
  ['another', { authorization: 'Bearer a-long-tokem' }],
  ['a beginning of it', { authorization: 'Bearer a-long' }],
  ['more than it', { authorization: 'Bearer a-long-token-and-more' }],
  ['two', { authorization: 'Bearer a-long-token a-long-token' }],
  ['it without its kind', { authorization: TOKEN }],
  ['it as a password', { authorization: `Basic ${btoa(`:${TOKEN}`)}` }],
  ['it in another header', { 'x-metrics-token': TOKEN }],
  ['a huge one', { authorization: `Bearer ${'x'.repeat(10_000)}` }],
])('%s is refused, and nothing is learned nor counted', async ([, given]) => {
  const { ask, scrapes } = await start(TOKEN);
  for (const method of ['GET', 'HEAD'] as const) {
    const { status, headers, body } = await ask(given, method);
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(body).toBe(method === 'GET' ? '{"error":"unauthorized"}' : '');
  }
  expect(scrapes()).toBe(0);
});

test('without a token whoever asks directly sees them', async () => {
  const { ask } = await start();
  expect(await ask()).toMatchObject({ status: 200, body: TEXT });
  expect(await ask({ authorization: 'Bearer ' })).toMatchObject({ status: 200 });
});

test.for(['X-Forwarded-For', 'X-Forwarded-Host', 'Forwarded', 'Via', 'X-Real-IP'])(
  'without a token nobody sees them through a tunnel or proxy, which says %s',
  async (name) => {
    const { ask } = await start();
    expect(await ask({ [name]: '203.0.113.5' })).toMatchObject({
      status: 401,
      body: '{"error":"unauthorized"}',
    });
  },
);
