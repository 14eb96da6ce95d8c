import type { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { Result } from '../core/result.ts';
import type { Risk } from './operation.ts';

/** The change that would be made, and its target, by a fresh read of it. */
export interface Plan {
  /** `Reboot VM 104 plex on pve1?` */
  readonly question: string;
  /** A further fact for the person: `Up 14d 3h.` */
  readonly note?: string | undefined;
  /** Differs once the thing is no longer as it was shown. */
  readonly digest: string;
  /** The state of the thing while planning, as plain data: `verify` compares with it to detect that the change was made. */
  readonly evidence?: Evidence | undefined;
}

/** Plain JSON data, kept with an execution. It is lost in a crash. */
export type Evidence = Readonly<Record<string, unknown>>;

/** The result of an action, by reading its target again. */
export type Outcome =
  | { readonly state: 'done'; readonly words: string }
  | { readonly state: 'failed'; readonly words: string }
  /** Not there yet, or unknown. */
  | { readonly state: 'open' };

/** An ability of the relay that changes something. It never runs without a person's confirmation. */
export interface Action {
  readonly name: string;
  /** The one word for it: `reboot`. */
  readonly verb: string;
  readonly summary: string;
  readonly risk: Exclude<Risk, 'read'>;
  readonly input: z.ZodObject;
  /** Reads the target from a text, where it is no thing with a name: the address in `ban 203.0.113.5`. */
  readonly parseArguments?: (words: string) => Readonly<Record<string, string>> | undefined;
  plan(input: unknown): Promise<Result<Plan, Failure>>;
  /** Sends the change once; `verify` checks the result. */
  run(input: unknown, evidence?: Evidence): Promise<Result<void, Failure>>;
  /** Returns the outcome. `startedAt`: the time it was sent, in epoch milliseconds. There is no evidence after a crash. */
  verify(input: unknown, startedAt: number, evidence?: Evidence): Promise<Outcome>;
}
