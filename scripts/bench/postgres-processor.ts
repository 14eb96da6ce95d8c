import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor time of each process of a PostgreSQL in milliseconds. */
export type ProcessorTimes = ReadonlyMap<string, number>;

const NANOSECONDS_PER_MS = 1e6;

/** Reads the processor time that the processes of a server have used, by the folder of its data. */
export function processorTimes(data: string): ProcessorTimes {
  const [main = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ');
  return new Map([main, ...children].map((pid) => [pid, usedMs(pid)]));
}

/** Returns what was used in between; processes that have ended count nothing. */
export const usedBetween = (before: ProcessorTimes, after: ProcessorTimes): number =>
  [...after].reduce((sum, [pid, ms]) => sum + Math.max(0, ms - (before.get(pid) ?? 0)), 0);

function usedMs(pid: string): number {
  try {
    return (
      Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / NANOSECONDS_PER_MS
    );
  } catch {
    return 0; // it has just ended
  }
}
