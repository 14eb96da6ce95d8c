import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A child process that leads a process group of everything it starts. */
export interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  /** Ends the whole group: by the end of its input, by SIGTERM, and then by SIGKILL. Never throws. */
  readonly end: () => Promise<void>;
}

interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string | undefined;
}

/** The steps to end a group, each with the time it gets; 0 only waits after the end of its input. */
const END_STEPS = [
  { name: 0, graceMs: 300 },
  { name: 'SIGTERM', graceMs: 2000 },
  { name: 'SIGKILL', graceMs: 200 },
] as const;
const POLL_INTERVAL_MS = 20;

/** The groups that have not ended yet. */
const groups = new Set<number>();

/** Kills all programs at once, for when the relay has no time left to end them in order. */
export function killPrograms(): void {
  for (const group of groups) signal(group, 'SIGKILL');
}

/** Starts a program. Rejects when the command does not exist. */
export async function startProgram({ command, args, env, cwd }: Start): Promise<Program> {
  const child = spawn(command, args, { env, cwd, detached: true, stdio: 'pipe' });
  child.stdin.on('error', () => {}); // reported by the end of its output
  const { pid: group } = child;
  if (group !== undefined) groups.add(group);
  let ending: Promise<void> | undefined;
  await once(child, 'spawn');
  return {
    child,
    end() {
      child.stdin.end();
      ending ??= group === undefined ? Promise.resolve() : endGroup(group);
      return ending;
    },
  };
}

async function endGroup(group: number): Promise<void> {
  for (const { name, graceMs } of END_STEPS) {
    signal(group, name);
    const until = performance.now() + graceMs;
    while (signal(group, 0) && performance.now() < until) await sleep(POLL_INTERVAL_MS);
  }
  groups.delete(group);
}

/** Sends a signal; returns whether any member of the group is left. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return kill(-group, name);
  } catch {
    return false;
  }
}
