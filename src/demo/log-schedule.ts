import type { DemoWorld } from './world-at.ts';

/** One of the regular entries that make up a log. */
export interface LogSlot {
  readonly at: number;
  /** The permanent number of the entry. */
  readonly number: number;
}

/** Returns the latest `count` entries of a log that has one about every `everyMs`, newest first. */
export function latestSlots(world: DemoWorld, count: number, everyMs: number): readonly LogSlot[] {
  const newest = Math.floor(world.now / everyMs);
  return Array.from({ length: count }, (_, back) => {
    const number = newest - back;
    return { number, at: number * everyMs };
  });
}
