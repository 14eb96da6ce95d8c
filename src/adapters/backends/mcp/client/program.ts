import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program of ours. With whatever it starts it makes up a process group. */
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

/** What is asked of a group in turn, and how long it may take over it. */
const WAYS_TO_END = [
  { name: 0, graceMs: 300 },
  { name: 'SIGTERM', graceMs: 2000 },
  { name: 'SIGKILL', graceMs: 200 },
] as const;
const LOOK_MS = 20;

/** The groups that have not ended yet. */
const groups = new Set<number>();

/** Ends all programs at once, where the relay has no time left to ask. */
export function killPrograms(): void {
  for (const group of groups) signal(group, 'SIGKILL');
}

/** Starts a program. Rejects when there is none of that name. */
export async function startProgram({ command, args, env, cwd }: Start): Promise<Program> {
  const child = spawn(command, args, { env, cwd, detached: true, stdio: 'pipe' });
  child.stdin.on('error', () => {}); // told by the end of its output
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
  for (const { name, graceMs } of WAYS_TO_END) {
    signal(group, name);
    const until = performance.now() + graceMs;
    while (signal(group, 0) && performance.now() < until) await sleep(LOOK_MS);
  }
  groups.delete(group);
}

/** Returns whether anybody is left in the group. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return kill(-group, name);
  } catch {
    return false;
  }
}
