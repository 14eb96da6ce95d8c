import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../../test/support/free-port.ts';

/** What a process used since it began. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentMb: number;
  /** What its objects take; after a collection when it was started with `--expose-gc`. */
  readonly heapMb: number;
}

/** A server in a process of its own, which listens. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  /** When it was spawned, by `performance.now()`. */
  readonly spawnedAt: number;
  readonly usage: () => Promise<Usage>;
}

interface Choices {
  readonly env?: NodeJS.ProcessEnv;
  /** For node itself. */
  readonly flags?: readonly string[];
  /** Where its output goes; nowhere when not given. */
  readonly output?: number;
}

const Told = z.object({ user: z.number(), system: z.number(), rss: z.number(), heap: z.number() });

const USAGE = join(import.meta.dirname, 'usage.mjs');
const TIMEOUT_MS = 10_000;
const MB = 2 ** 20;

/** Start a server that listens on `PORT`; its environment is what is given and nothing else. */
export async function startServer(file: string, choices: Choices = {}): Promise<ServerProcess> {
  const { env, flags = [], output = 'ignore' } = choices;
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
  const told = once(child, 'message');
  child.send('usage');
  const { user, system, rss, heap } = z
    .tuple([Told])
    .rest(z.unknown())
    .parse(await told)[0];
  return { cpuMs: (user + system) / 1000, residentMb: rss / MB, heapMb: heap / MB };
}

async function firstAnswer(port: number, child: ChildProcess, deadline: number): Promise<void> {
  while (performance.now() < deadline && child.exitCode === null) {
    if (await answers(port)) return;
    await sleep(3);
  }
  child.kill();
  throw new Error(`nothing answered on port ${port}`);
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
