import { z } from 'zod';

/** A tool of one of our imaginary servers: what it says about itself, and its answer at a given time. */
export interface DemoTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: z.ZodObject;
  readonly answerAt: (now: number, args?: unknown) => Record<string, unknown>;
  /** What it wants to know. */
  readonly input?: z.ZodObject;
  /** It changes the house. */
  readonly isAction?: boolean;
}

interface AskingTool<Args> extends Omit<DemoTool, 'input' | 'answerAt'> {
  readonly answerAt: (now: number, args: Args) => Record<string, unknown>;
}

/** A tool that has to be told something, and only ever sees what it understands. */
export const asking = <Input extends z.ZodObject>(
  input: Input,
  tool: AskingTool<z.infer<Input>>,
): DemoTool => ({
  ...tool,
  input,
  answerAt: (now, args) => tool.answerAt(now, input.parse(args)),
});

/** What a tool that changes something answers: what came of it is seen by looking. */
export const Taken = z.object({ taken: z.boolean() });
export const TAKEN: z.infer<typeof Taken> = { taken: true };
