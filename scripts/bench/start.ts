import { PEOPLE } from './account.ts';
import type { Backends } from './backends.ts';
import { openConnection } from './connection.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { formatSpread, median } from './statistics.ts';
import { textOverHttp } from './text.ts';

const ROUNDS = 10;
const GOAL_MS = 600;

/** Measures from spawning the compiled relay until a person has the home screen, with all backends read. */
export async function measureStart({ env }: Backends): Promise<readonly Finding[]> {
  const costs: number[] = [];
  const listening: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await using relay = await startRelay(env);
    listening.push(performance.now() - relay.spawnedAt);
    using connection = await openConnection(relay.port);
    await connection.request(textOverHttp(PEOPLE[0] ?? '', 'menu'));
    costs.push(performance.now() - relay.spawnedAt);
  }
  return [
    { what: 'until it answers HTTP', measured: formatTimes(listening) },
    {
      what: 'until a person has the home screen',
      measured: formatTimes(costs),
      goal: atMost(median(costs), GOAL_MS, 'ms'),
    },
  ];
}

const formatTimes = (costs: readonly number[]): string =>
  `${formatSpread(costs, 0)} ms, least ${Math.min(...costs).toFixed(0)}`;
