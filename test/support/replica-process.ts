import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ReplicaTiming } from '../../src/adapters/storage/postgres/replica-timing.ts';

/** A replica in a process of its own, that writes as long as it leads. */
export interface ReplicaProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** `leads 3`, `leads no more`, and what goes wrong. */
  readonly lines: readonly string[];
  readonly isLeading: () => boolean;
}

const SCRIPT = new URL('replica-script.ts', import.meta.url);

export function spawnReplica(name: string, url: string, timing: ReplicaTiming): ReplicaProcess {
  const settings = JSON.stringify({ name, url, timing });
  const child = spawn(process.execPath, [SCRIPT.pathname, settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return {
    child,
    lines,
    isLeading: () => /^leads \d+$/.test(lines.at(-1) ?? ''),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
