import { ROW_STRIDE } from './share.ts';

type Work = () => unknown;

/** Milliseconds on the wall clock, the least of several tries. */
export async function leastTime(work: Work, tries: number): Promise<number> {
  let best = Infinity;
  for (let at = 0; at < tries; at += 1) {
    const from = performance.now();
    await work();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

/** Milliseconds of processor time of this thread, which other programs do not add to. */
async function processorTime(work: Work, times: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let at = 0; at < times; at += 1) await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Some machines count processor time in steps of 4 ms: so much is taken together. */
const LOOK_MS = 100;
const MAX_LOOKS = 5;
const MAX_ROUNDS = 1000;

/**
 * How much more processor time some work takes than with half of its input, by the quarter of it, which is done four
 * times for each time of the whole. It is measured until the ratio is fine, and for half a second if it is not.
 */
async function measuredRatio(whole: Work, quarter: Work): Promise<number> {
  let [most, least, looks, rounds] = [0, 0, 1, 0];
  while (looks <= MAX_LOOKS && rounds < MAX_ROUNDS) {
    least += await processorTime(quarter, 4);
    most += await processorTime(whole, 1);
    rounds += 1;
    if (most < looks * LOOK_MS) continue;
    if (ratioOf(most, least) <= MAX_RATIO) break;
    looks += 1;
  }
  return ratioOf(most, least);
}

const ratioOf = (whole: number, quarters: number): number =>
  Math.sqrt((4 * whole) / Math.max(quarters, 1));

/** Too little to be measured, and to matter. */
const TOO_LITTLE_MS = 10;
const MAX_RATIO = 2.5;
/** The longest costs most, and is left to the gate. */
const LENGTHS = ROW_STRIDE === 1 ? [6_250, 25_000, 100_000] : [6_250, 25_000];

/** What some work costs, and how many times as much as with half of its input. */
export interface Growth {
  readonly length: number;
  readonly ms: number;
  readonly ratio: number;
  readonly isTooMuch: boolean;
}

/**
 * Gives some work ever more input. It ends at the first length that costs more than two and a half times as much as
 * the half of it: at full length it might never end. A suspicion on the wall clock is looked into with processor time.
 */
export async function growthOf(prepare: (length: number) => Work): Promise<Growth> {
  let growth: Growth = { length: 0, ms: 0, ratio: 0, isTooMuch: false };
  for (const length of LENGTHS) {
    const work = prepare(length);
    const ms = await leastTime(work, 2);
    const guess = ms / (await leastTime(prepare(length / 2), 2));
    const isSuspicious = ms > TOO_LITTLE_MS && guess > MAX_RATIO;
    const ratio = isSuspicious ? await measuredRatio(work, prepare(length / 4)) : guess;
    growth = { length, ms, ratio, isTooMuch: isSuspicious && ratio > MAX_RATIO };
    if (growth.isTooMuch) break;
  }
  return growth;
}

export const describeGrowth = ({ ms, length, ratio }: Growth): string =>
  `takes ${ms.toFixed(1)} ms for ${length} characters, ${ratio.toFixed(1)} times as much as for half of them`;
