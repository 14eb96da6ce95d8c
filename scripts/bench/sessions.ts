import type { House } from './house.ts';
import { openLine } from './line.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { textOverHttp } from './text.ts';

const PEOPLE = 10_000;
const WARM_UP = 1000;
const AT_ONCE = 50;
const GOAL_MB = 50;

/** A list of many rows, with an offer of pages: as large as a place in the menu gets. */
const LIST = '1c';

const people = Array.from({ length: PEOPLE }, (_, at) => `+1555${at + 1_000_000}`);

/** What remembering where ten thousand people are adds to the relay's heap. */
export async function measureSessions({ env }: House): Promise<readonly Finding[]> {
  await using relay = await startRelay({ ...env, ALLOWED_PHONE_NUMBER: people.join() }, [
    '--expose-gc',
  ]);
  const lists = async (numbers: readonly string[]) => {
    const share = Math.ceil(numbers.length / AT_ONCE);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, at) => {
        using line = await openLine(relay.port);
        for (const number of numbers.slice(at * share, (at + 1) * share)) {
          await line.ask(textOverHttp(number, LIST));
        }
      }),
    );
  };
  await lists(people.slice(0, WARM_UP));
  const before = await relay.usage();
  await lists(people.slice(WARM_UP));
  const after = await relay.usage();
  const grown = ((after.heapMb - before.heapMb) * PEOPLE) / (PEOPLE - WARM_UP);
  return [
    {
      what: `the places of ${PEOPLE} people`,
      measured: `${grown.toFixed(1)} MB`,
      goal: atMost(grown, GOAL_MB, 'MB'),
    },
  ];
}
