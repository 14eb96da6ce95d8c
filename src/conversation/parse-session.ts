import { z } from 'zod';
import type { Session } from './sessions.ts';

const Place = z.object({ screen: z.string(), subject: z.string().exactOptional() });

const Option = z.object({
  operation: z.string(),
  input: z.record(z.string(), z.string()),
  hint: z.string().optional(),
  key: z.string(),
  label: z.string(),
  about: z.string().exactOptional(),
  verb: z.string(),
  wantsNumber: z.boolean().exactOptional(),
});

const StoredReply = z.object({
  head: z.string().optional(),
  body: z.string(),
  rows: z.array(z.object({ text: z.string(), isWell: z.boolean().optional() })).optional(),
  others: z.string().optional(),
  failures: z.array(z.string()).optional(),
  footer: z.string().optional(),
});

const Offset = z.object({ part: z.enum(['all', 'problems', 'others']), at: z.int() });

const StoredSession = z.object({
  place: Place,
  rows: z.array(Place),
  offers: z.array(Option).exactOptional(),
  unread: z
    .union([z.literal('nothing'), z.object({ reply: StoredReply, offset: Offset.exactOptional() })])
    .optional(),
  trail: z.array(Place).exactOptional(),
  suggestions: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<Session>;

/** Reads a stored session; `undefined` for that of another release, which is as good as none. */
export function parseSession(state: string): Session | undefined {
  try {
    return StoredSession.parse(JSON.parse(state));
  } catch {
    return undefined;
  }
}
