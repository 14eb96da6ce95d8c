import { expect } from 'vitest';
import { createReadingCache } from '../../src/areas/shared/reading-cache.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { AsyncReading } from '../../src/core/reading.ts';
import { ok } from '../../src/core/result.ts';
import { seededRandom } from '../../src/demo/seeded-random.ts';
import type { converse } from './conversation.ts';
import { FakeClock, MINUTE } from './fake-clock.ts';
import { emptyInventory } from './inventory.ts';
import { runsOf } from './share.ts';

/** Numbers as good as random, the same for a seed. */
function dice(seed: number) {
  let throws = 0;
  const number = () => {
    throws += 1;
    return seededRandom(seed, throws);
  };
  return {
    isLucky: (share: number): boolean => number() < share,
    oneOf: <T>(...values: readonly [T, ...T[]]): T =>
      values[Math.floor(number() * values.length)] ?? values[0],
    upTo: (most: number): number => Math.floor(number() * (most + 1)),
  };
}

export type Dice = ReturnType<typeof dice>;

export const several = <T>(
  most: number,
  { upTo }: Dice,
  make: (index: number) => T,
): readonly T[] => Array.from({ length: upTo(most) }, (_, index) => make(index));

/** One house that two people look at: first as it was, then as it is. */
export function world<Now>(seed: number, make: (die: Dice, clock: FakeClock) => Now) {
  const clock = new FakeClock();
  const die = dice(seed);
  const inventory = emptyInventory(clock);
  let now = make(die, clock);
  const say =
    <T>(pick: (it: Now) => T) =>
    async (): AsyncReading<T> =>
      ok({ value: pick(now), asOf: clock.now(), source: 'x' });
  const furnishing = {
    memory: createReadingCache(clock),
    time: createLocalTime(clock, 'UTC'),
    inventory,
    isDemo: false,
  };
  return {
    ...{ clock, die, inventory, say, furnishing },
    now: () => now,
    turn: () => {
      now = make(die, clock);
      clock.advance(MINUTE);
    },
  };
}

export const iso = (at: number): string => new Date(at).toISOString();

/** How things are by the rule written down a second time; `unknown` where a source leaves that open. */
export type State = 'well' | 'broken' | 'unknown';

/** How often each was so. */
export type Tally = Record<State, number>;

export const noneYet = (): Tally => ({ well: 0, broken: 0, unknown: 0 });

/** OK is said, by the area and by home, of what is well and of nothing else; what is broken is marked. */
export async function compare(
  phone: ReturnType<typeof converse>,
  { door, stateOf, about }: { door: string; stateOf: () => State; about: object },
  said: Tally,
): Promise<void> {
  const text = await phone.says(door);
  const home = await phone.says('home');
  const state = stateOf();
  const why = JSON.stringify({ ...about, state, text, home });
  expect(/^\w+ OK\./.test(text ?? ''), why).toBe(state === 'well');
  expect(home?.startsWith('OK. '), why).toBe(state === 'well');
  expect(/^\w+ ! /.test(text ?? ''), why).toBe(state === 'broken');
  if (state !== 'unknown') expect(home?.startsWith('! '), why).toBe(state === 'broken');
  said[state] += 1;
}

export const WORLDS = Array.from({ length: runsOf(200) }, (_, seed) => seed);
