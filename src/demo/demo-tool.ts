import { z } from 'zod';

/** A tool of a demo server: its description, and its answer at a given time. */
export interface DemoTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: z.ZodObject;
  readonly answerAt: (now: number, args?: unknown) => Record<string, unknown>;
  /** The arguments of the tool. */
  readonly input?: z.ZodObject;
  /** True when the tool changes something. */
  readonly isAction?: boolean;
}

interface ToolWithInput<Args> extends Omit<DemoTool, 'input' | 'answerAt'> {
  readonly answerAt: (now: number, args: Args) => Record<string, unknown>;
}

/** Defines a tool with arguments, which are parsed before the tool receives them. */
export const toolWithInput = <Input extends z.ZodObject>(
  input: Input,
  tool: ToolWithInput<z.infer<Input>>,
): DemoTool => ({
  ...tool,
  input,
  answerAt: (now, args) => tool.answerAt(now, input.parse(args)),
});

/** The answer of a tool that changes something; its result shows in later reads. */
export const Accepted = z.object({ taken: z.boolean() });
export const ACCEPTED: z.infer<typeof Accepted> = { taken: true };
