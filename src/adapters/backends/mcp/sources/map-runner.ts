import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { execPath } from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../../../../core/result.ts';
import { parseJson } from '../../../http-client/parse-json.ts';
import { processorTimeOf } from './processor-time.ts';

const TIMEOUT_MS = 250;
/** On a busy machine a map gets its processor time later. */
const MAX_WAIT_MS = 10 * TIMEOUT_MS;
const START_TIMEOUT_MS = 10_000;
const LOOK_MS = 50;

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

type IsLate = (waitedMs: number) => boolean;

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
      const late = `the map takes longer than ${TIMEOUT_MS} ms`;
      return read(await lineOf(lines, late, budgetOf(child.pid)));
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

/** A map is late when it has used its processor time, or has waited for it too long. */
function budgetOf(pid: number | undefined): IsLate {
  const before = processorTimeOf(pid);
  return (waitedMs) => {
    if (waitedMs <= TIMEOUT_MS) return false;
    const now = processorTimeOf(pid);
    const usedMs = before === undefined || now === undefined ? waitedMs : now - before;
    return usedMs > TIMEOUT_MS || waitedMs > MAX_WAIT_MS;
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
    const late = 'the program for maps did not start';
    await lineOf(lines, late, (waitedMs) => waitedMs > START_TIMEOUT_MS);
  } catch (cause) {
    child.kill('SIGKILL');
    throw cause;
  }
  return { child, lines };
}

/** Resolves to the next line; rejects when there is none, or it is late. */
async function lineOf(lines: Interface, late: string, isLate: IsLate): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const startedAt = performance.now();
  const timer = setInterval(() => {
    if (isLate(performance.now() - startedAt)) reject(new Error(late));
  }, LOOK_MS);
  const onClose = () => reject(new Error('the map needs too much memory'));
  lines.once('line', resolve).once('close', onClose);
  try {
    return await promise;
  } finally {
    clearInterval(timer);
    lines.off('line', resolve).off('close', onClose);
  }
}
