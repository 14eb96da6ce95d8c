import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createApi } from '../../../src/adapters/http-client/json-api.ts';
import { ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { listening } from '../backends/mcp/client/tool-server.ts';

test('a server that was called too often is left alone as long as it says, and both failures say why', async () => {
  let status = 429;
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.writeHead(status, { 'retry-after': '40' }).end('{}');
  });
  await using _ = server;
  const clock = new FakeClock();
  const url = new URL(`http://127.0.0.1:${await listening(server)}`);
  await using api = createApi({ service: 'Proxmox', url, clock, headers: async () => ok({}) });
  const limited = { ok: false, error: { kind: 'refused', isRateLimited: true } };

  expect(await api.ask('/nodes')).toMatchObject(limited);
  clock.advance(39_000);
  expect(await api.ask('/nodes')).toMatchObject(limited);
  expect(calls).toBe(1);
  clock.advance(1000);
  status = 500;
  const failed = await api.ask('/nodes');
  expect(failed).toMatchObject({ ok: false, error: { kind: 'refused' } });
  expect(failed).not.toMatchObject(limited);
});
