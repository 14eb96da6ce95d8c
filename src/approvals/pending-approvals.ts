import { randomInt } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../people/person.ts';
import type { Execution } from './executor.ts';

const ANSWER_TTL_MS = 5 * 60_000;

/** The number of different codes of six digits. */
export const CODE_COUNT = 1_000_000;

/** A request that waits for its person's code, which is valid for exactly this target in exactly this state. */
export interface PendingApproval extends Execution {
  readonly digest: string;
  /** The latest execution of the same action and input when this was requested. */
  readonly latest: string | undefined;
  readonly code: string;
}

/** Stores the requests that wait for a code: one for each person, and each code valid once. */
export interface PendingApprovals {
  add(request: Omit<PendingApproval, 'code'>): PendingApproval;
  get(person: PersonId): PendingApproval | undefined;
  remove(person: PersonId): void;
}

/** `isSpent`: returns true for a code that may still arrive again, for another request. */
export function createPendingApprovals(
  clock: Clock,
  isSpent: (person: PersonId, code: string) => boolean,
): PendingApprovals {
  const approvals = new Map<PersonId, { pending: PendingApproval; goodUntil: number }>();

  function makeCode(person: PersonId): string {
    const code = String(randomInt(CODE_COUNT)).padStart(6, '0');
    return isSpent(person, code) ? makeCode(person) : code;
  }

  return {
    add(request) {
      const pending = { ...request, code: makeCode(request.person) };
      approvals.set(request.person, { pending, goodUntil: clock.steady() + ANSWER_TTL_MS });
      return pending;
    },

    get(person) {
      const approval = approvals.get(person);
      if (approval && clock.steady() <= approval.goodUntil) return approval.pending;
      approvals.delete(person);
      return undefined;
    },

    remove: (person) => void approvals.delete(person),
  };
}
