import { randomInt } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Run } from './runner.ts';

const GOOD_MINUTES = 5;
const MINUTE = 60_000;
const MOST_WRONG = 5;
const LOCKED_MINUTES = 15;

/** A wish that waits for its person's code: for exactly this, in exactly this state. */
export interface Pending extends Run {
  readonly digest: string;
  readonly code: string;
  readonly goodUntil: number;
}

type Claim =
  | { readonly is: 'good'; readonly pending: Pending }
  | { readonly is: 'wrong'; readonly left: number }
  | { readonly is: 'locked'; readonly until: number }
  | { readonly is: 'nothing-waits' };

/** The questions that wait for a code: one for each person, and each code good for once. */
export interface PendingQuestions {
  ask(wish: Omit<Pending, 'code' | 'goodUntil'>): Pending;
  waiting(person: PhoneNumber): Pending | undefined;
  /** Takes the question that this code is for, if it is. */
  claim(person: PhoneNumber, code: string): Claim;
  drop(person: PhoneNumber): Pending | undefined;
  lockedUntil(person: PhoneNumber): number | undefined;
}

export function createPendingQuestions(clock: Clock): PendingQuestions {
  const questions = new Map<PhoneNumber, Pending>();
  const wrongs = new Map<PhoneNumber, number>();
  const locks = new Map<PhoneNumber, number>();

  function waiting(person: PhoneNumber): Pending | undefined {
    const pending = questions.get(person);
    if (pending && clock.now() <= pending.goodUntil) return pending;
    questions.delete(person);
    return undefined;
  }

  function lockedUntil(person: PhoneNumber): number | undefined {
    const until = locks.get(person);
    return until !== undefined && clock.now() < until ? until : undefined;
  }

  function noteWrong(person: PhoneNumber): Claim {
    const wrong = (wrongs.get(person) ?? 0) + 1;
    if (wrong < MOST_WRONG) {
      wrongs.set(person, wrong);
      return { is: 'wrong', left: MOST_WRONG - wrong };
    }
    wrongs.delete(person);
    questions.delete(person);
    const until = clock.now() + LOCKED_MINUTES * MINUTE;
    locks.set(person, until);
    return { is: 'locked', until };
  }

  return {
    waiting,
    lockedUntil,

    ask(wish) {
      const code = String(randomInt(1000, 10_000));
      const pending = { ...wish, code, goodUntil: clock.now() + GOOD_MINUTES * MINUTE };
      questions.set(wish.person, pending);
      return pending;
    },

    claim(person, code) {
      const until = lockedUntil(person);
      if (until !== undefined) return { is: 'locked', until };
      const pending = waiting(person);
      if (pending?.code === code) {
        questions.delete(person);
        wrongs.delete(person);
        return { is: 'good', pending };
      }
      const claim = noteWrong(person);
      return pending || claim.is === 'locked' ? claim : { is: 'nothing-waits' };
    },

    drop(person) {
      const pending = waiting(person);
      questions.delete(person);
      return pending;
    },
  };
}
