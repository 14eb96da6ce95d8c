import { z } from 'zod';

/** An entry of the audit log, as both engines store it. */
export const AuditRow = z.object({
  seq: z.int(),
  hash: z.string(),
  run: z.string(),
  at: z.int(),
  who: z.string(),
  face: z.enum(['sms', 'claude', 'console', 'menu', 'relay']),
  action: z.string(),
  input: z.string(),
  event: z.enum([
    'asked',
    'started',
    'sent',
    'done',
    'failed',
    'unconfirmed',
    'dropped',
    'refused',
    'wrong-code',
    'locked',
    'unlocked',
    'noted',
  ]),
  words: z.string(),
  trip: z
    .string()
    .nullable()
    .transform((trip) => trip ?? undefined),
});
