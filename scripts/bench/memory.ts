import { setTimeout as sleep } from 'node:timers/promises';
import { PEOPLE } from './account.ts';
import { openCrowd } from './crowd.ts';
import type { House } from './house.ts';
import { textAll, textsFor } from './load.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import type { ServerProcess } from './server-process.ts';

/** What nobody uses any more is given back when there is time for that. */
const QUIET_MS = 15_000;
const IDLE_MB = 90;
const LOADED_MB = 150;

/** No more texts than this are made at a time. */
const MAX_EACH = 20;

/** What the relay takes of the machine's memory: idle, and while so many texts come. */
export async function measureMemory(
  { env }: House,
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
    await text(relay, texts / samples);
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

async function text(relay: ServerProcess, texts: number): Promise<void> {
  using crowd = await openCrowd(relay.port);
  for (let left = texts / PEOPLE.length; left > 0; left -= MAX_EACH) {
    await textAll(crowd.lines, textsFor(Math.min(MAX_EACH, Math.ceil(left))));
  }
}
