import { z } from 'zod';

const Turns = z.array(z.object({ by: z.enum(['person', 'claude']), text: z.string() }));

/** The beginning of a dialogue with Claude, or its last turn. */
export const DialogueMoment = z.object({ person: z.string(), id: z.string(), at: z.int() });

/** A dialogue with Claude, as both engines store it. */
export const DialogueRow = DialogueMoment.extend({
  turns: z.string().transform((text) => Turns.parse(JSON.parse(text))),
});
