import { expect, test } from 'vitest';
import { createMcpConnection } from '../../../../../src/adapters/backends/mcp/client/connection.ts';
import { measureConnection } from '../../../../../src/adapters/backends/mcp/client/measured-connection.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { structured, ToolServer } from './tool-server.ts';

/** Nothing is waited for: a probe would be made only when the clock goes on. */
function connect(url: URL, timeoutMs = 10_000) {
  const heard: string[] = [];
  const endpoint = { kind: 'http', url, headers: new Map<string, never>(), isSse: false } as const;
  const parts = { service: 'Proxmox', endpoint, clock: new FakeClock(), timeoutMs };
  const server = measureConnection(createMcpConnection(parts), (outcome, tookMs) =>
    heard.push(`${outcome} ${tookMs >= 0 && tookMs < 30_000}`),
  );
  return { server, heard };
}

test('a call is heard by how it ended; a list that is there already is no call', async () => {
  await using tools = await ToolServer.start({ get_nodes: () => structured({ nodes: 3 }) });
  const { server, heard } = connect(tools.url);
  await using _open = server;
  await server.tools();
  expect((await server.callTool('get_nodes', {})).ok).toBe(true);
  await server.callTool('no_such_tool', {});
  expect(heard).toEqual(['ok true', 'refused true']);
});

test('a server that is known to be away is spared, and so are the figures', async () => {
  await using tools = await ToolServer.start({ hang: () => new Promise<never>(() => undefined) });
  const { server, heard } = connect(tools.url, 600);
  await using _open = server;
  for (let time = 0; time < 3; time += 1) await server.callTool('hang', {});
  expect(server.isCircuitOpen()).toBe(true);
  await server.callTool('hang', {});
  await server.tools();
  expect(heard).toEqual([
    ...Array.from({ length: 3 }, () => 'timeout true'),
    'spared true',
    'spared true',
  ]);
});

test('a list that cannot be had is heard of', async () => {
  const { server, heard } = connect(new URL('http://127.0.0.1:9/mcp'));
  await using _open = server;
  await server.tools();
  expect(heard).toEqual(['unreachable true']);
});
