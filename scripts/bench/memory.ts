import { setTimeout as sleep } from 'node:timers/promises';
import { PEOPLE } from './account.ts';
import type { Backends } from './backends.ts';
import { openConnections } from './connections.ts';
import { textAll, textsFor } from './load.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import type { ServerProcess } from './server-process.ts';

/** Time for the garbage collector to release memory that is no longer used. */
const QUIET_MS = 15_000;
const IDLE_MB = 90;
const LOADED_MB = 150;

/** Texts per person that are built at a time. */
const MAX_EACH = 20;

/** Measures the resident memory of the relay: idle, and while so many texts come. */
export async function measureMemory(
  { env }: Backends,
  texts: number,
  samples: number,
): Promise<readonly Finding[]> {
  await using relay = await startRelay(env);
  await sleep(QUIET_MS);
  const idle = await residentMb(relay);
  const found: Finding[] = [
    {
      what: 'idle, four backends',
      measured: `${idle.toFixed(0)} MB`,
      goal: atMost(idle, IDLE_MB, 'MB'),
    },
  ];
  for (let sample = 1; sample <= samples; sample += 1) {
    await sendTexts(relay, texts / samples);
    const atOnce = await residentMb(relay);
    await sleep(QUIET_MS);
    const after = await residentMb(relay);
    found.push({
      what: `after ${Math.round((texts / samples) * sample)} texts`,
      measured: `${after.toFixed(0)} MB (${atOnce.toFixed(0)} in the middle of it)`,
      goal: atMost(after, LOADED_MB, 'MB'),
    });
  }
  return found;
}

const residentMb = async (relay: ServerProcess): Promise<number> =>
  (await relay.usage()).residentMb;

async function sendTexts(relay: ServerProcess, texts: number): Promise<void> {
  using connections = await openConnections(relay.port);
  for (let left = texts / PEOPLE.length; left > 0; left -= MAX_EACH) {
    await textAll(connections.all, textsFor(Math.min(MAX_EACH, Math.ceil(left))));
  }
}
