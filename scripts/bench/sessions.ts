import type { Backends } from './backends.ts';
import { openConnection } from './connection.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { textOverHttp } from './text.ts';

const PEOPLE = 10_000;
const WARM_UP = 1000;
const AT_ONCE = 50;
const GOAL_MB = 50;

/** A long list with pages: the largest session that the menu produces. */
const LIST = '1c';

const people = Array.from({ length: PEOPLE }, (_, at) => `+1555${at + 1_000_000}`);

/** Measures how much the sessions of ten thousand people add to the heap of the relay. */
export async function measureSessions({ env }: Backends): Promise<readonly Finding[]> {
  await using relay = await startRelay({ ...env, ALLOWED_PHONE_NUMBER: people.join() }, [
    '--expose-gc',
  ]);
  const requestLists = async (numbers: readonly string[]) => {
    const share = Math.ceil(numbers.length / AT_ONCE);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, at) => {
        using connection = await openConnection(relay.port);
        for (const number of numbers.slice(at * share, (at + 1) * share)) {
          await connection.request(textOverHttp(number, LIST));
        }
      }),
    );
  };
  await requestLists(people.slice(0, WARM_UP));
  const before = await relay.usage();
  await requestLists(people.slice(WARM_UP));
  const after = await relay.usage();
  const grown = ((after.heapMb - before.heapMb) * PEOPLE) / (PEOPLE - WARM_UP);
  return [
    {
      what: `the sessions of ${PEOPLE} people`,
      measured: `${grown.toFixed(1)} MB`,
      goal: atMost(grown, GOAL_MB, 'MB'),
    },
  ];
}
