import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { postgresCommand } from './postgres-programs.ts';

/** The processes of a running server. */
export interface PostgresServer {
  /** The one that has started all others. */
  readonly pid: number;
  /** Stops it without saving anything, as fast as it can. */
  readonly stop: () => Promise<void>;
  /** Kills all of its processes, as a crash of its machine does. */
  readonly kill: () => Promise<void>;
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number);
  } catch {
    return []; // they notice by themselves that it has ended
  }
}

/** Starts a server over existing data; resolves when it accepts connections. */
export async function startServer(
  cwd: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<PostgresServer> {
  const { command, args } = postgresCommand('postgres', [
    ...['-D', 'data'],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const complaints: string[] = [];
  const { promise: isReady, resolve } = Promise.withResolvers<boolean>();
  createInterface({ input: child.stderr })
    .on('line', (line) => {
      if (complaints.push(line) > MAX_COMPLAINTS) complaints.shift();
      if (line.includes('database system is ready to accept connections')) resolve(true);
    })
    .on('close', () => resolve(false));
  const { pid } = child;
  if (!(await isReady) || pid === undefined)
    throw new Error(`PostgreSQL did not start: ${complaints.join('\n')}`);

  return {
    pid,
    async stop() {
      child.kill('SIGQUIT');
      await exited;
    },
    async kill() {
      const children = childrenOf(pid).filter((it) => it > 0);
      for (const it of [pid, ...children]) if (isAlive(it)) process.kill(it, 'SIGKILL');
      await exited;
      while (children.some(isAlive)) await sleep(5); // they hold the memory that they shared
    },
  };
}

const MAX_COMPLAINTS = 100;
