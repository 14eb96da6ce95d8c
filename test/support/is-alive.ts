import { readFileSync } from 'node:fs';

/** Whether a process runs; one that has ended and that nobody has taken note of does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
