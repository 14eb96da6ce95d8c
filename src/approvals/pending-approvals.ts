import { randomInt } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Execution } from './executor.ts';

const ANSWER_TTL_MS = 5 * 60_000;

/** How many different codes there are: six digits. */
export const CODE_COUNT = 1_000_000;

/** A wish that waits for its person's code: for exactly this, in exactly this state. */
export interface PendingApproval extends Execution {
  readonly digest: string;
  /** The run that did the same last when this was asked. */
  readonly latest: string | undefined;
  readonly code: string;
}

/** The questions that wait for a code: one for each person, and each code good for once. */
export interface PendingApprovals {
  ask(wish: Omit<PendingApproval, 'code'>): PendingApproval;
  waiting(person: PhoneNumber): PendingApproval | undefined;
  drop(person: PhoneNumber): void;
}

/** `isSpent`: a code that may still come again and means something else. */
export function createPendingApprovals(
  clock: Clock,
  isSpent: (person: PhoneNumber, code: string) => boolean,
): PendingApprovals {
  const questions = new Map<PhoneNumber, { pending: PendingApproval; goodUntil: number }>();

  function makeCode(person: PhoneNumber): string {
    const code = String(randomInt(CODE_COUNT)).padStart(6, '0');
    return isSpent(person, code) ? makeCode(person) : code;
  }

  return {
    ask(wish) {
      const pending = { ...wish, code: makeCode(wish.person) };
      questions.set(wish.person, { pending, goodUntil: clock.steady() + ANSWER_TTL_MS });
      return pending;
    },

    waiting(person) {
      const question = questions.get(person);
      if (question && clock.steady() <= question.goodUntil) return question.pending;
      questions.delete(person);
      return undefined;
    },

    drop: (person) => void questions.delete(person),
  };
}
