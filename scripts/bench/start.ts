import { PEOPLE } from './account.ts';
import type { House } from './house.ts';
import { openLine } from './line.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { median, withSpread } from './statistics.ts';
import { textOverHttp } from './text.ts';

const ROUNDS = 10;
const GOAL_MS = 600;

/** From spawning the compiled relay until a person has the home screen, backends asked. */
export async function measureStart({ env }: House): Promise<readonly Finding[]> {
  const costs: number[] = [];
  const listening: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await using relay = await startRelay(env);
    listening.push(performance.now() - relay.spawnedAt);
    using line = await openLine(relay.port);
    await line.ask(textOverHttp(PEOPLE[0] ?? '', 'menu'));
    costs.push(performance.now() - relay.spawnedAt);
  }
  return [
    { what: 'until it answers HTTP', measured: told(listening) },
    {
      what: 'until a person has the home screen',
      measured: told(costs),
      goal: atMost(median(costs), GOAL_MS, 'ms'),
    },
  ];
}

const told = (costs: readonly number[]): string =>
  `${withSpread(costs, 0)} ms, least ${Math.min(...costs).toFixed(0)}`;
