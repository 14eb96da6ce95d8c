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
async function processorTime(work: Work): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Some machines count processor time in steps of 4 ms: so much is taken together. */
const MEASURABLE_MS = 60;
const MOST_ROUNDS = 200;

/** How much more processor time one piece of work takes than another, both done in turn. */
async function ratioOf(large: Work, small: Work): Promise<number> {
  let [most, least] = [0, 0];
  for (let round = 0; round < MOST_ROUNDS && most < MEASURABLE_MS; round += 1) {
    least += await processorTime(small);
    most += await processorTime(large);
  }
  return most < MEASURABLE_MS ? 1 : most / Math.max(least, 1);
}

/** Too little to be measured, and to matter. */
const TOO_LITTLE_MS = 2;
const MAX_RATIO = 2.5;
const PATIENCE = 6;
const SIZES = [
  [3_125, 6_250],
  [12_500, 25_000],
  [50_000, 100_000],
] as const;

/** What some work costs when its input is doubled. */
export interface Growth {
  readonly length: number;
  readonly ms: number;
  readonly ratio: number;
  readonly isTooMuch: boolean;
}

/**
 * Doubles the input of some work, three times over. It ends at the first size that costs more than two and a half
 * times as much as the half of it: at full length it might never end. A suspicion on the wall clock is looked into
 * with processor time, several times, before it counts.
 */
export async function growthOf(prepare: (length: number) => Work): Promise<Growth> {
  let growth: Growth = { length: 0, ms: 0, ratio: 0, isTooMuch: false };
  for (const [half, whole] of SIZES) {
    const [small, large] = [prepare(half), prepare(whole)];
    const ms = await leastTime(large, 3);
    let ratio = ms / (await leastTime(small, 3));
    for (let look = 0; look < PATIENCE && ms > TOO_LITTLE_MS && ratio > MAX_RATIO; look += 1) {
      ratio = await ratioOf(large, small);
    }
    growth = { length: whole, ms, ratio, isTooMuch: ms > TOO_LITTLE_MS && ratio > MAX_RATIO };
    if (growth.isTooMuch) break;
  }
  return growth;
}

export const describeGrowth = ({ ms, length, ratio }: Growth): string =>
  `takes ${ms.toFixed(1)} ms for ${length} characters, ${ratio.toFixed(1)} times as much as for half of them`;
