import { z } from 'zod';

/** The texts and settings of somebody who is told of alerts. Times are epoch milliseconds. */
export const AlertReader = z.object({
  /** The texts about alerts that they got by themselves within the last day, oldest first. */
  sent: z.array(z.object({ at: z.number(), isMerged: z.boolean() })).readonly(),
  /** The end of the quiet time that they asked for. */
  quietUntil: z.number().optional(),
  /** The daily report: its minute of the day, and the time of the last one. */
  report: z.object({ minute: z.number(), lastAt: z.number() }).optional(),
  /** The end of the last outage of the internet that they were told of. */
  heardOutage: z.number().optional(),
});
export type AlertReader = z.infer<typeof AlertReader>;

export const NEW_READER: AlertReader = { sent: [] };

const DAY_MS = 24 * 60 * 60_000;

/** Adds a text that was sent, and forgets those that no limit counts any more. */
export const withSent = (reader: AlertReader, at: number, isMerged: boolean): AlertReader => ({
  ...reader,
  sent: [...reader.sent.filter((text) => at - text.at < DAY_MS), { at, isMerged }],
});
