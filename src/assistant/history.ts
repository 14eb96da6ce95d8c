import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Turn } from './model.ts';

const MINUTES = 15;
const MOST_TURNS = 8;
const LONGEST_TURN = 700;
const MOST_PEOPLE = 1000;

interface Talk {
  readonly turns: readonly Turn[];
  readonly at: number;
}

/** What was said lately, so that `and the other one?` means something. Forgetting it is always safe. */
export interface History {
  readonly of: (person: PhoneNumber) => readonly Turn[];
  readonly add: (person: PhoneNumber, question: string, answer: string) => void;
  readonly forget: (person: PhoneNumber) => void;
}

export function createHistory(clock: Clock): History {
  const talks = new Map<PhoneNumber, Talk>();

  function of(person: PhoneNumber): readonly Turn[] {
    const talk = talks.get(person);
    if (!talk || clock.now() - talk.at > MINUTES * 60_000) return [];
    return talk.turns;
  }

  return {
    of,
    add(person, question, answer) {
      const turns: readonly Turn[] = [
        ...of(person),
        { by: 'person', text: question.slice(0, LONGEST_TURN) },
        { by: 'claude', text: answer.slice(0, LONGEST_TURN) },
      ];
      talks.delete(person);
      talks.set(person, { turns: turns.slice(-MOST_TURNS), at: clock.now() });
      const [oldest] = talks.keys();
      if (talks.size > MOST_PEOPLE && oldest) talks.delete(oldest);
    },
    forget: (person) => talks.delete(person),
  };
}
