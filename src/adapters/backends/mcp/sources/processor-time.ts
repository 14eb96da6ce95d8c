import { readFileSync } from 'node:fs';

/** How Linux counts processor time, whatever the machine. */
const TICK_MS = 10;

/** Returns the processor time that a process has used, in milliseconds. Only Linux tells it. */
export function processorTimeOf(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = Number.NaN, system = Number.NaN] = fields.slice(11, 13).map(Number);
    return (user + system) * TICK_MS;
  } catch {
    return undefined;
  }
}
