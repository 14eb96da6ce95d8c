import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { execPath } from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../../../../core/result.ts';
import { parseJson } from '../../../http-client/parse-json.ts';

const TIMEOUT_MS = 250;
const START_TIMEOUT_MS = 10_000;

/**
 * More than any answer of a home needs. A thread with such a limit would not do: one large allocation beyond it
 * aborts the relay itself.
 */
const MEMORY_LIMITS = ['--max-old-space-size=64', '--max-semi-space-size=8'];

/** The bundle has the program beside its other files, the sources beside this one. */
const PROGRAM = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? 'evaluate-maps.ts' : 'evaluate-maps.js',
    import.meta.url,
  ),
);

/** Evaluates JSONata, one expression after the other. */
export interface MapRunner {
  evaluate(map: string, data: unknown): Promise<Result<unknown, string>>;
}

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
}

/**
 * Runs expressions, which may go on for ever over data that anybody may have written, in a process of their
 * own. It is started by the first of them, and ended and replaced when one takes too long or too much memory.
 */
export function createMapRunner(): MapRunner {
  let running: Promise<Running> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function run(request: string): Promise<Result<unknown, string>> {
    running ??= start();
    const started = running;
    try {
      const { child, lines } = await started;
      child.stdin.write(request);
      return read(await lineOf(lines, TIMEOUT_MS, `the map takes longer than ${TIMEOUT_MS} ms`));
    } catch (cause) {
      running = undefined;
      void started.then(({ child }) => child.kill('SIGKILL')).catch(() => undefined);
      return err(cause instanceof Error ? cause.message : String(cause));
    }
  }

  return {
    evaluate(map, data) {
      const request = `${JSON.stringify(map)}\n${data === undefined ? 'null' : JSON.stringify(data)}\n`;
      const answer = last.then(() => run(request));
      last = answer;
      return answer;
    },
  };
}

function read(line: string): Result<unknown, string> {
  if (line.startsWith('!')) return err(line.slice(1));
  if (line === '=') return ok(undefined);
  const data = parseJson(line.slice(1));
  return data.ok ? data : err(`the result of the map has ${data.error}`);
}

async function start(): Promise<Running> {
  const child = spawn(execPath, [...MEMORY_LIMITS, PROGRAM], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => undefined); // its lines end too
  child.stdin.on('error', () => undefined);
  child.unref(); // nobody waits for it when all else is done
  for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
  const lines = createInterface({ input: child.stdout });
  try {
    await lineOf(lines, START_TIMEOUT_MS, 'the program for maps did not start');
  } catch (cause) {
    child.kill('SIGKILL');
    throw cause;
  }
  return { child, lines };
}

/** Resolves to the next line; rejects when there is none, or it is late. */
async function lineOf(lines: Interface, timeoutMs: number, late: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new Error(late)), timeoutMs);
  const onClose = () => reject(new Error('the map needs too much memory'));
  lines.once('line', resolve).once('close', onClose);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    lines.off('line', resolve).off('close', onClose);
  }
}
