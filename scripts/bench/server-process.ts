import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../../test/support/free-port.ts';

/** Resources used by a process since its start. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentMb: number;
  /** Memory used by objects; after a garbage collection when it was started with `--expose-gc`. */
  readonly heapMb: number;
}

/** A listening server in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  /** The time of the spawn by `performance.now()`. */
  readonly spawnedAt: number;
  readonly usage: () => Promise<Usage>;
}

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  /** Flags for node itself. */
  readonly flags?: readonly string[];
  /** The file descriptor of its output; discarded when not given. */
  readonly output?: number;
}

const UsageMessage = z.object({
  user: z.number(),
  system: z.number(),
  rss: z.number(),
  heap: z.number(),
});

const USAGE = join(import.meta.dirname, 'usage.mjs');
const TIMEOUT_MS = 10_000;
const MB = 2 ** 20;

/** Starts a server that listens on `PORT`. It inherits no environment: `env` is all it gets. */
export async function startServer(file: string, options: Options = {}): Promise<ServerProcess> {
  const { env, flags = [], output = 'ignore' } = options;
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, '--import', USAGE, file], {
    env: { ...env, PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  await firstAnswer(port, child, began + TIMEOUT_MS);
  return {
    port,
    spawnedAt: began,
    usage: () => usageOf(child),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  const message = once(child, 'message');
  child.send('usage');
  const { user, system, rss, heap } = z
    .tuple([UsageMessage])
    .rest(z.unknown())
    .parse(await message)[0];
  return { cpuMs: (user + system) / 1000, residentMb: rss / MB, heapMb: heap / MB };
}

async function firstAnswer(port: number, child: ChildProcess, deadline: number): Promise<void> {
  while (performance.now() < deadline && child.exitCode === null) {
    if (await isAnswering(port)) return;
    await sleep(3);
  }
  child.kill();
  throw new Error(`nothing answered on port ${port}`);
}

const isAnswering = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
