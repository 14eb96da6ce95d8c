import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { type Health, health } from '../../src/http/health.ts';

const WELL: Health = {
  version: '1',
  uptimeSec: 7,
  demo: false,
  wrong: [],
  texts: ['OK'],
  backends: { Proxmox: 'ok, 3s ago' },
};

async function start() {
  const now = { health: WELL, obstacle: '' };
  const http = Fastify();
  const obstacle = async () => now.obstacle || undefined;
  await http.register(health, {
    health: async () => now.health,
    instance: () => '11111111-1111-4111-8111-111111111111',
    obstacle,
  });
  const ask = async (path: string) => {
    const { statusCode, headers, json } = await http.inject(path);
    expect(headers['cache-control']).toBe('no-store');
    return { status: statusCode, says: json<unknown>() };
  };
  return { now, ask };
}

test('health says that all is well, and what an operator needs, as of now', async () => {
  const { now, ask } = await start();
  const says = { status: 'ok', service: 'sms-relay', ...WELL };
  expect(await ask('/health')).toEqual({ status: 200, says });
  now.health = { ...WELL, uptimeSec: 8 };
  expect((await ask('/health')).says).toMatchObject({ uptimeSec: 8 });
});

test('health says in words what is wrong, and that the process is alive and ready all the same', async () => {
  const { now, ask } = await start();
  now.health = { ...WELL, wrong: ['Proxmox failing for 3m, last OK 14:02'] };
  expect((await ask('/health')).says).toMatchObject({
    status: 'trouble',
    wrong: ['Proxmox failing for 3m, last OK 14:02'],
  });
  const instance: unknown = expect.stringMatching(/^[\w-]{36}$/);
  const live = await ask('/health/live');
  expect(live).toEqual({ status: 200, says: { status: 'live', instance } });
  expect(await ask('/health/live')).toEqual(live);
  expect(await ask('/health/ready')).toEqual({ status: 200, says: { status: 'ready' } });
});

test('a relay that cannot write anything down is alive, but takes no texts', async () => {
  const { now, ask } = await start();
  now.obstacle = 'the database cannot be written';
  expect(await ask('/health/ready')).toEqual({
    status: 503,
    says: { status: 'not ready', why: 'the database cannot be written' },
  });
  expect((await ask('/health/live')).status).toBe(200);
});
