import { z } from 'zod';

/** A change that is possible on a thing now. */
export const Offer = z.object({
  /** The name of the change. */
  operation: z.string(),
  /** Its input, or what of it the thing determines: the person may have to add a number. */
  input: z.record(z.string(), z.string()),
  /** The sentence that explains it, where it takes a number: `Text scale sonarr 2 to run more.` */
  hint: z.string().optional(),
});
export type Offer = z.infer<typeof Offer>;
