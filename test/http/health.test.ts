import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { health } from '../../src/http/health.ts';

test('health says that the service is up, and what an operator needs, as of now', async () => {
  let uptimeSec = 7;
  const http = Fastify();
  await http.register(health, {
    health: () => ({
      version: '1',
      uptimeSec,
      demo: false,
      texts: ['OK'],
      backends: { Proxmox: 'no answer' },
    }),
  });

  const response = await http.inject('/health');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.json()).toEqual({
    status: 'ok',
    service: 'sms-relay',
    version: '1',
    uptimeSec: 7,
    demo: false,
    texts: ['OK'],
    backends: { Proxmox: 'no answer' },
  });

  uptimeSec = 8;
  expect((await http.inject('/health')).json()).toMatchObject({ uptimeSec: 8 });
});
