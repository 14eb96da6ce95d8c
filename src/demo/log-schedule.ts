import type { DemoWorld } from './world-at.ts';

/** One of the regular happenings that make up a log. */
export interface LogSlot {
  readonly at: number;
  /** Its number, which is its own for ever. */
  readonly number: number;
}

/** The latest `count` happenings of something that comes by about every `everyMs`, newest first. */
export function latestSlots(moment: DemoWorld, count: number, everyMs: number): readonly LogSlot[] {
  const newest = Math.floor(moment.now / everyMs);
  return Array.from({ length: count }, (_, back) => {
    const number = newest - back;
    return { number, at: number * everyMs };
  });
}
