import type { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { err, type Result } from '../core/result.ts';
import type { ActionOption } from './offer.ts';

/** How much harm an operation can do. Declared once, beside the code that does it. */
export type Risk = 'read' | 'change' | 'destroy';

/** One thing in a list, under the id by which another operation knows it. */
export interface Row {
  readonly id: string;
  readonly text: string;
  /** Whether it needs no look. Long lists show first what is not well, and count what is. */
  readonly isWell?: boolean | undefined;
}

/** How something is doing as a whole: `Proxmox`, `OK.` It is said only of what is known right now. */
export interface StatusLine {
  readonly who: string;
  readonly words: string;
}

/** The one word of a verdict that says all is well. */
export const OK = 'OK.';

/** What an operation found out: a few lines, and perhaps a list of things under them. */
export interface Finding {
  readonly verdict?: StatusLine | undefined;
  readonly text: string;
  readonly rows?: readonly Row[];
  /** What the rows that are well do, where they are only counted: `run` in `46 others run`. */
  readonly others?: string | undefined;
  /** When the source said so, and why there is nothing newer if it was asked for. */
  readonly asOf?: number;
  readonly failure?: Failure | undefined;
  /** Why this is not all there is to know. */
  readonly partial?: string | undefined;
  /** What can be done about it. */
  readonly offers?: readonly ActionOption[] | undefined;
}

/** Something the relay can do, callable from any face: the menu, Claude, or our MCP server. */
export interface Operation {
  readonly name: string;
  readonly summary: string;
  readonly risk: Risk;
  readonly input: z.ZodObject;
  call(input: unknown): Promise<Result<Finding, Failure>>;
}

interface Spec<Input extends z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly risk: Risk;
  readonly input: Input;
  readonly run: (input: z.infer<Input>) => Promise<Result<Finding, Failure>>;
}

/** Define an operation once; unknown input is parsed here, so `run` only ever sees good input. */
export function operation<Input extends z.ZodObject>(spec: Spec<Input>): Operation {
  const { name, summary, risk, input, run } = spec;
  return {
    name,
    summary,
    risk,
    input,
    async call(raw) {
      const parsed = input.safeParse(raw);
      if (parsed.success) return run(parsed.data);
      return err({ kind: 'bad-input', hint: `${name} was asked for something it cannot read` });
    },
  };
}
