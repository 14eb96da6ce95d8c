import { setImmediate as turn } from 'node:timers/promises';
import { runsOf } from './share.ts';

/** A race shows in some of its rounds only; four are of every kind. */
const ROUNDS = Math.max(4, runsOf(20));

/** Runs a race again and again, each round with a number of its own. */
export async function inRounds(race: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) await race(round);
}

/** Returns a phone number of the round. */
export const phoneOf = (round: number): string => `+1555010${1000 + round}`;

/** Starts two things at the same moment or one turn apart; either is the first in half of the rounds. */
export async function race<A, B>(
  round: number,
  one: () => Promise<A>,
  other: () => Promise<B>,
): Promise<readonly [A, B]> {
  const isApart = round % 4 > 1;
  const start = async <First, Second>(
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<readonly [First, Second]> => {
    const leading = first();
    if (isApart) await turn();
    return Promise.all([leading, second()]);
  };
  if (round % 2 === 0) return start(one, other);
  const [second, first] = await start(other, one);
  return [first, second];
}
