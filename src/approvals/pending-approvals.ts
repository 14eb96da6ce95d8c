import type { Evidence } from '../operation/change-operation.ts';
import type { Face } from '../people/caller.ts';
import type { PersonId } from '../people/person.ts';

/** How long a question waits for its code. */
export const APPROVAL_TTL_MS = 5 * 60_000;

/** A question about an action, as plain data: the action is found by its name. */
export interface ApprovalQuestion {
  /** The id of the execution that it may become. */
  readonly run: string;
  readonly person: PersonId;
  readonly face: Face;
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
  readonly question: string;
}

/** A question that waits for its person's code, which is valid for exactly this target in exactly this state. */
export interface PendingApproval extends ApprovalQuestion {
  readonly digest: string;
  /** The state of the target when this was asked. */
  readonly evidence: Evidence;
  /** The latest execution of the same action and input when this was asked. */
  readonly latest: string | undefined;
  readonly codeHash: string;
}

/** Stores the questions that wait for a code: one for each person. Each method is one decision. */
export interface PendingApprovals {
  /** Stores a question; returns false when another one waits and is not to be replaced. */
  add(approval: PendingApproval, how: { readonly replaces: boolean }): Promise<boolean>;
  get(person: PersonId): Promise<PendingApproval | undefined>;
  /** Removes the question of this execution; returns false when it waits no more: a code is redeemed once. */
  redeem(person: PersonId, run: string): Promise<boolean>;
  /** Removes whatever waits for this person's code. */
  remove(person: PersonId): Promise<void>;
}
