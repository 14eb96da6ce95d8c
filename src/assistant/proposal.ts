import { z } from 'zod';
import type { Action } from '../operation/change-operation.ts';
import type { ModelTool } from './model.ts';
import { schemaOf } from './tools.ts';

/** The relay's own words about a wish; with a last line when it waits for the person's code. */
export interface AssistantReply {
  readonly text: string;
  readonly footer?: string;
  /** What every page of it begins with. */
  readonly head?: string;
}

/** Puts a wish to the one approvals that all actions go through. */
export type Propose = (
  action: string,
  input: Readonly<Record<string, string>>,
) => Promise<AssistantReply>;

/** What came of the model's wish for a change. */
export interface Proposal {
  readonly tool: ModelTool;
  /** The relay's words that answer the question in place of the model's. */
  readonly answer: () => AssistantReply | undefined;
}

const Wish = z.object({
  action: z.string(),
  input: z.record(z.string(), z.coerce.string()).default({}),
});

/** The only thing the model can do about the world: let the relay ask the person. Once per question. */
export function createProposal(
  actions: readonly Action[],
  propose: Propose,
  mayAct: boolean,
): Proposal {
  let answer: AssistantReply | undefined;
  let isAsking = false;
  const known = actions
    .map(
      ({ name, summary, input }) => `${name} {${Object.keys(input.shape).join(', ')}}: ${summary}`,
    )
    .join('\n');

  return {
    answer: () => answer,
    tool: {
      name: 'propose',
      description: `Propose a change that the person asked for; the relay asks them for a code. Actions:\n${known}`,
      schema: schemaOf(Wish),
      async call(given) {
        const wish = Wish.safeParse(given);
        if (!wish.success) return 'action and input are needed.';
        if (answer || isAsking) return 'One proposal at a time.';
        isAsking = true;
        const said = await propose(wish.data.action, wish.data.input).finally(() => {
          isAsking = false;
        });
        if (said.footer !== undefined || !mayAct) answer = said; // to a viewer the approvals says only that
        return said.text;
      },
    },
  };
}
