import type { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, type Result } from '../core/result.ts';
import type { ActionOption } from './offer.ts';

/** The harm an operation can do. Declared once, beside the code that does it. */
export type Risk = 'read' | 'change' | 'destroy';

/** One thing in a list, with the id that another operation takes. */
export interface Row {
  readonly id: string;
  readonly text: string;
  /** True when nothing is wrong with it. Long lists show the others first, and count these. */
  readonly isWell?: boolean | undefined;
}

/** The state of something as a whole: `Proxmox`, `OK.` Used only for what is known right now. */
export interface StatusLine {
  readonly subject: string;
  readonly state: string;
}

/** The only status that says all is well. */
export const OK = 'OK.';

/** The result of an operation: a few lines, and optionally a list of things below them. */
export interface Finding {
  readonly status?: StatusLine | undefined;
  readonly text: string;
  readonly rows?: readonly Row[];
  /** The verb for the rows that are well, where they are only counted: `run` in `46 others run`. */
  readonly others?: string | undefined;
  /** The time of the source's answer; `failure` is the reason why there is nothing newer. */
  readonly asOf?: number;
  readonly failure?: Failure | undefined;
  /** The reason why the finding is incomplete. */
  readonly missing?: string | undefined;
  /** The actions that are possible on it. */
  readonly offers?: readonly ActionOption[] | undefined;
}

/** An ability of the relay, callable from any face: the menu, Claude, or our MCP server. */
export interface Operation {
  readonly name: string;
  readonly summary: string;
  readonly risk: Risk;
  readonly input: z.ZodObject;
  /** `time` formats the times in the finding: in the zone of whoever reads it. */
  call(input: unknown, time: LocalTime): Promise<Result<Finding, Failure>>;
}

interface Spec<Input extends z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly risk: Risk;
  readonly input: Input;
  readonly run: (input: z.infer<Input>, time: LocalTime) => Promise<Result<Finding, Failure>>;
}

/** Defines an operation. Its input is validated here, so `run` only ever receives valid input. */
export function operation<Input extends z.ZodObject>(spec: Spec<Input>): Operation {
  const { name, summary, risk, input, run } = spec;
  return {
    name,
    summary,
    risk,
    input,
    async call(raw, time) {
      const parsed = input.safeParse(raw);
      if (parsed.success) return run(parsed.data, time);
      return err({ kind: 'bad-input', hint: `${name} was asked for something it cannot read` });
    },
  };
}
