import { z } from 'zod';
import type { ChangeOperation } from '../operation/change-operation.ts';
import { LOOK_ONLY } from '../people/caller.ts';
import type { ModelTool } from './model.ts';
import { schemaOf } from './tools.ts';

/** The relay's own reply to a question or a proposal; with a footer when it waits for the person's code. */
export interface AssistantReply {
  readonly text: string;
  readonly footer?: string;
  /** The beginning of every page of it. */
  readonly head?: string;
}

/** Requests a change: the relay asks the person for a code. */
export type Propose = (
  action: string,
  input: Readonly<Record<string, string>>,
) => Promise<AssistantReply>;

/** The model's proposal of a change, and its result. */
export interface Proposal {
  readonly tool: ModelTool;
  /** Returns the relay's own reply, which replaces the model's answer. */
  readonly answer: () => AssistantReply | undefined;
}

const Input = z.object({
  action: z.string(),
  input: z.record(z.string(), z.coerce.string()).default({}),
});

/** Creates the model's only way to change anything: a proposal that the relay asks the person about, once per question. */
export function createProposal(
  changes: readonly ChangeOperation[],
  propose: Propose,
  mayAct: boolean,
): Proposal {
  let answer: AssistantReply | undefined;
  let isRunning = false;
  const known = changes
    .map(
      ({ name, summary, input }) => `${name} {${Object.keys(input.shape).join(', ')}}: ${summary}`,
    )
    .join('\n');

  return {
    answer: () => answer,
    tool: {
      name: 'propose',
      description: `Propose a change that the person asked for; the relay asks them for a code. Actions:\n${known}`,
      schema: schemaOf(Input),
      async call(given) {
        const input = Input.safeParse(given);
        if (!input.success) return 'action and input are needed.';
        if (!mayAct) {
          answer = { text: LOOK_ONLY };
          return LOOK_ONLY;
        }
        if (!changes.some(({ name }) => name === input.data.action))
          return 'There is no such action.';
        if (answer || isRunning) return 'One proposal at a time.';
        isRunning = true;
        const reply = await propose(input.data.action, input.data.input).finally(() => {
          isRunning = false;
        });
        if (reply.footer !== undefined) answer = reply;
        return reply.text;
      },
    },
  };
}
