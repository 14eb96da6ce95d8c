import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { z } from 'zod';
import { createMcpConnection } from '../../../../../src/adapters/backends/mcp/client/connection.ts';
import { Secret } from '../../../../../src/core/secret.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { isAlive } from '../../../../support/is-alive.ts';
import { test } from '../../../../support/table-test.ts';

const SCRIPT = join(import.meta.dirname, 'stdio-server.mjs');
const GOOD = { ok: true, value: { nodes: 3 } };

let cleanup: AsyncDisposableStack;
let clock: FakeClock;
beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock();
});
afterEach(() => cleanup.disposeAsync());

interface Choices {
  readonly command?: string;
  readonly cwd?: string;
  readonly log?: Parameters<typeof createMcpConnection>[0]['log'];
}

function start(mood: string, { command = process.execPath, ...choices }: Choices = {}) {
  const env = new Map([
    ['MOOD', new Secret(mood)],
    ['SECRET', new Secret('key-of-the-house')],
  ]);
  const endpoint = { kind: 'stdio', command, args: [SCRIPT], env, cwd: choices.cwd } as const;
  const log = choices.log ?? { info: () => undefined, warn: () => undefined };
  return cleanup.use(createMcpConnection({ service: 'Proxmox', endpoint, clock, log }));
}

test('a program is spoken to, whatever it prints beside its answers', async () => {
  expect(await start('banner').callTool('get_nodes', {})).toEqual(GOOD);
});

test('a banner that is glued to the first answer does not hide it', async () => {
  expect(await start('glued').callTool('get_nodes', {})).toEqual(GOOD);
});

test('a program gets what its entry names, and next to nothing of our environment', async () => {
  process.env['TWILIO_AUTH_TOKEN'] = 'ours';
  try {
    const cwd = realpathSync(tmpdir());
    const answer = await start('well', { cwd }).callTool('get_env', {});
    expect(answer).toMatchObject({
      value: { env: { MOOD: 'well', SECRET: 'key-of-the-house' }, cwd },
    });
    expect(JSON.stringify(answer)).not.toContain('TWILIO');
  } finally {
    delete process.env['TWILIO_AUTH_TOKEN'];
  }
});

test('a program that is killed is started again, and a read is asked again', async () => {
  const mcp = start('well');
  expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
  expect(await mcp.callTool('crash', {})).toMatchObject({ error: { kind: 'unreachable' } });
  expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
});

test('an action is never asked twice', async () => {
  const told: string[] = [];
  const warn = (facts: object) => told.push(JSON.stringify(facts));
  const mcp = start('well', { log: { info: () => undefined, warn } });
  const answer = await mcp.callTool('count_me', {}, { isAction: true });
  expect(answer).toMatchObject({ error: { kind: 'unreachable' } });
  expect(told.join('').match(/counted/g)).toHaveLength(1);
});

test('an answer of 6 MB ends the program, and nothing else', async () => {
  const mcp = start('well');
  expect(await mcp.callTool('shout', {})).toMatchObject({ ok: false });
  expect(await mcp.callTool('get_nodes', {})).toEqual(GOOD);
});

/** The ids of a program and of what it has started. */
const pidsIn = (answer: unknown): readonly number[] =>
  z
    .object({ value: z.object({ pids: z.array(z.number().nullable()) }) })
    .parse(answer)
    .value.pids.filter((pid) => pid !== null);

describe.for([
  ['stays whatever it is asked', 'stays', 1],
  ['has started another that stays', 'has a helper that stays', 2],
  ['goes when it is asked', 'well', 1],
] as const)('a program that %s', ([, mood, count]) => {
  test('is gone soon after the connection is closed', async () => {
    const mcp = start(mood);
    const pids = pidsIn(await mcp.callTool('get_pids', {}));
    expect(pids.map(isAlive)).toEqual(Array.from({ length: count }, () => true));
    const before = performance.now();
    await mcp[Symbol.asyncDispose]();
    expect(performance.now() - before).toBeLessThan(4000);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

test('what a program has started goes with it, when it ends by itself', async () => {
  const mcp = start('has a helper that stays');
  const pids = pidsIn(await mcp.callTool('get_pids', {}));
  await mcp.callTool('crash', {}, { isAction: true });
  await mcp[Symbol.asyncDispose]();
  await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([]);
});

describe('a program that nobody here understands is told of in words of ours:', () => {
  test.for([
    ['long', 'answer too large'],
    ['newer', 'speaks only MCP 2026-07-28, which this relay does not know'],
  ] as const)('%s', async ([mood, explanation]) => {
    const answer = await start(mood).callTool('get_nodes', {});
    expect(answer).toMatchObject({ error: { kind: 'invalid-response', explanation } });
  });
});

describe('a program that does not run', () => {
  test('is told with its last words, but without its keys', async () => {
    const told: object[] = [];
    const log = { info: () => undefined, warn: (facts: object) => told.push(facts) };
    const answer = await start('ends at once', { log }).callTool('get_nodes', {});
    expect(answer).toMatchObject({ error: { kind: 'unreachable' } });
    expect(JSON.stringify(told)).toContain('"said":"listening with the key [secret]');
    expect(JSON.stringify([told, answer])).not.toContain('key-of-the-house');
  });

  test('or is not there at all is unreachable', async () => {
    const mcp = start('well', { command: '/nowhere/at-all' });
    expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'unreachable' } });
  });

  test('is started again with growing pauses, not with every question', async () => {
    const told: string[] = [];
    const log = {
      info: () => undefined,
      warn: (facts: object) => told.push(JSON.stringify(facts)),
    };
    const mcp = start('ends at once', { log });
    const startedAt = performance.now();
    for (let asked = 0; asked < 3; asked += 1) await mcp.callTool('get_nodes', {});
    const before = performance.now();
    for (let asked = 0; asked < 20; asked += 1) {
      expect(await mcp.callTool('get_nodes', {})).toMatchObject({ error: { kind: 'unreachable' } });
    }
    expect(performance.now() - before, 'less than three starts').toBeLessThan(before - startedAt);
    expect(told).toHaveLength(24); // one of them that it is left alone
  });
});
