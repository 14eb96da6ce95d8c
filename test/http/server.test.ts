import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';

const startServer = (health = () => ({ version: '1', uptimeSec: 7, demo: false, backends: {} })) =>
  createServer({
    log: pino({ level: 'silent' }),
    twilio: { isSigned: () => false, isAllowed: () => false, answer: async () => ({}) },
    health: { health },
    info: { version: '1.2.3' },
  });

test('health says that the service is up, and what an operator needs', async () => {
  const http = await startServer();
  const response = await http.inject('/health');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.json()).toEqual({
    status: 'ok',
    service: 'sms-relay',
    version: '1',
    uptimeSec: 7,
    demo: false,
    backends: {},
  });
});

describe('the front door', () => {
  test.for([undefined, '*/*', 'application/json', 'application/json, text/html'])(
    'gives JSON to who accepts %s',
    async (accept) => {
      const http = await startServer();
      const response = await http.inject({ url: '/', headers: accept ? { accept } : {} });
      expect(response.json()).toMatchObject({ service: 'sms-relay', version: '1.2.3' });
    },
  );

  test('gives a page to a browser', async () => {
    const http = await startServer();
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const response = await http.inject({ url: '/', headers: { accept } });
    expect(response.headers['content-type']).toMatch('text/html');
    expect(response.body).toMatch(/^<!doctype html>[^<]*<html lang="en">/);
    expect(response.body).toContain('sms-relay <small>1.2.3</small>');
  });
});

test('an unknown address and a bug say nothing about the inside', async () => {
  const http = await startServer(() => {
    throw new Error('a bug with a secret path');
  });
  expect(await http.inject('/admin')).toMatchObject({
    statusCode: 404,
    body: '{"error":"not found"}',
  });
  expect(await http.inject('/health')).toMatchObject({
    statusCode: 500,
    body: '{"error":"internal error"}',
  });
});
