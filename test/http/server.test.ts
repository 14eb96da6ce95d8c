import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';

test('every plugin has its address', async () => {
  const http = await startServer();
  const statuses = await Promise.all([
    http.inject('/'),
    http.inject('/health'),
    http.inject({ method: 'POST', url: '/sms' }),
    http.inject({ method: 'POST', url: '/sms/status' }),
  ]);
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 403, 403]);
});

test.for<readonly [string, 'GET' | 'POST' | 'DELETE', string, number, string]>([
  ['an unknown address', 'GET', '/admin', 404, 'not found'],
  ['an unknown method', 'DELETE', '/health', 404, 'not found'],
  ['an address nobody can read', 'GET', '/%zz', 400, 'bad request'],
  ['a body nobody asked for', 'POST', '/', 404, 'not found'],
])('%s learns nothing about the inside', async ([, method, url, statusCode, error]) => {
  const http = await startServer();
  const response = await http.inject({ method, url });
  expect(response).toMatchObject({ statusCode, body: `{"error":"${error}"}` });
  expect(response.headers['content-type']).toMatch('application/json');
});

test('a bug says nothing about the inside', async () => {
  const http = await startServer({
    health: () => {
      throw new Error('a bug with a secret path');
    },
  });
  expect(await http.inject('/health')).toMatchObject({
    statusCode: 500,
    body: '{"error":"internal error"}',
  });
});
