import type { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { Result } from '../core/result.ts';
import type { Risk } from './operation.ts';

/** What would be done, and to what, by a fresh look at it. */
export interface Plan {
  /** `Reboot VM 104 plex on pve1?` */
  readonly question: string;
  /** What else the person should know: `Up 14d 3h.` */
  readonly note?: string | undefined;
  /** Changes when the thing is no longer as it was shown. */
  readonly digest: string;
  /** What was seen of the thing while planning, as plain data: whether it was done is told by comparing with it. */
  readonly evidence?: Evidence | undefined;
}

/** Plain JSON data, kept with a run. It is gone after a crash. */
export type Evidence = Readonly<Record<string, unknown>>;

/** What became of an action, by looking again. */
export type Outcome =
  | { readonly state: 'done'; readonly words: string }
  | { readonly state: 'failed'; readonly words: string }
  /** Not there yet, or nobody can tell. */
  | { readonly state: 'open' };

/** Something the relay can do that changes the world. It is never done without a person's word. */
export interface Action {
  readonly name: string;
  /** The one word for it: `reboot`. */
  readonly verb: string;
  readonly summary: string;
  readonly risk: Exclude<Risk, 'read'>;
  readonly input: z.ZodObject;
  /** What it is about, where that is no thing with a name: the address in `ban 203.0.113.5`. */
  readonly parseArguments?: (words: string) => Readonly<Record<string, string>> | undefined;
  plan(input: unknown): Promise<Result<Plan, Failure>>;
  /** Sent once. Whether it worked is seen by looking. */
  run(input: unknown, evidence?: Evidence): Promise<Result<void, Failure>>;
  /** How it went, `startedAt` (epoch milliseconds) being when it was sent; without evidence after a crash. */
  verify(input: unknown, startedAt: number, evidence?: Evidence): Promise<Outcome>;
}
