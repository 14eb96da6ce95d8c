import { setTimeout as sleep } from 'node:timers/promises';
import { PEOPLE } from './account.ts';
import { type Backends, SLOW_MS } from './backends.ts';
import { openConnection } from './connection.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { median } from './statistics.ts';
import { textOverHttp } from './text.ts';

const TEXTS = 40;
const PAUSE_MS = 400;
const GOAL_MS = 5;

/** Measures a cached summary, requested again and again while its backend takes seconds. */
export async function measureSummary(backends: Backends): Promise<readonly Finding[]> {
  await using relay = await startRelay(backends.env);
  using connection = await openConnection(relay.port);
  const requestSummary = () => connection.request(textOverHttp(PEOPLE[0] ?? '', '2'));
  for (let warmUp = 0; warmUp < TEXTS; warmUp += 1) await requestSummary();

  backends.setHealthMode('slow');
  const costs: number[] = [];
  const waits: number[] = [];
  for (let text = 0; text < TEXTS; text += 1) {
    const before = await relay.usage();
    const began = performance.now();
    await requestSummary();
    waits.push(performance.now() - began);
    const after = await relay.usage();
    costs.push(after.cpuMs - before.cpuMs);
    await sleep(PAUSE_MS);
  }
  backends.setHealthMode('well');
  return [
    {
      what: `a warm summary, its backend taking ${SLOW_MS / 1000} s`,
      measured: `${median(costs).toFixed(2)} ms of processor, most ${Math.max(...costs).toFixed(2)}`,
      goal: atMost(median(costs), GOAL_MS, 'ms'),
    },
    {
      what: 'how long a person waits for it',
      measured: `${median(waits).toFixed(1)} ms, most ${Math.max(...waits).toFixed(0)} ms`,
    },
  ];
}
