import { z } from 'zod';

const Aliases = z.array(z.string());

/** An object that an area has shown, as both engines store it. */
export const KnownEntryRow = z
  .object({
    subject: z.string(),
    area: z.string(),
    name: z.string(),
    aliases: z.string(),
    text: z.string(),
    screen: z.string(),
    screen_subject: z.string().nullable(),
    seen_at: z.number(),
  })
  .transform(({ screen, screen_subject, seen_at, aliases, ...row }) => ({
    ...row,
    aliases: Aliases.parse(JSON.parse(aliases)),
    opens: { screen, ...(screen_subject !== null && { subject: screen_subject }) },
    seenAt: seen_at,
  }));

export const RunningRow = z
  .object({ subject: z.string(), most: z.number() })
  .transform(({ subject, most }) => [subject, most] as const);

export const ExpectedOffRow = z.object({ subject: z.string(), name: z.string() });

export const BlockedClientRow = z.object({ id: z.string(), name: z.string() });
