import { z } from 'zod';

/** One thing in trouble, as the looks at its area have shown it so far. Times are epoch milliseconds. */
const WatchedProblem = z.object({
  /** The subject of the problem; the name of the area when the area itself does not answer. */
  key: z.string(),
  subject: z.string(),
  title: z.string(),
  severity: z.enum(['critical', 'warning']),
  /** `baseline`: it was there at the first look. `pending`: not seen often enough. `firing`: reported. */
  phase: z.enum(['baseline', 'pending', 'firing']),
  /** The first look that showed it. */
  since: z.number(),
  /** The number of looks that showed it, as far as it matters. */
  seen: z.number(),
  /** The number of looks in a row that proved it gone. */
  gone: z.number(),
  /** The first of the looks that proved it gone. */
  goneSince: z.number().optional(),
  /** The number of things in trouble, where the problem stands for several. */
  count: z.number().optional(),
  /** The gap of the last look that showed it. */
  gap: z.string().optional(),
});
export type WatchedProblem = z.infer<typeof WatchedProblem>;

/** The state of the watch of one area. Stored between looks, so that a restart or another replica continues. */
export const AreaWatch = z.object({
  area: z.string(),
  /** True once a look was answered: problems that appear from then on are new. */
  hasAnswered: z.boolean(),
  problems: z.array(WatchedProblem).readonly(),
});
export type AreaWatch = z.infer<typeof AreaWatch>;
