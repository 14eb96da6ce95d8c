import type { Clock } from '../core/clock.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Turn } from './model.ts';

const MINUTES = 15;
const MAX_TURNS = 8;
const MAX_TURN_LENGTH = 700;
const MAX_PEOPLE = 1000;

interface Talk {
  readonly turns: readonly Turn[];
  readonly at: number;
}

/** What was said so far, when a question began. */
interface Opened {
  readonly turns: readonly Turn[];
  /** Remember how it was answered, unless the talk was left meanwhile. */
  readonly add: (question: string, answer: string) => void;
}

/** What was said lately, so that `and the other one?` means something. Forgetting it is always safe. */
export interface History {
  readonly open: (person: PhoneNumber) => Opened;
  readonly forget: (person: PhoneNumber) => void;
}

export function createHistory(clock: Clock): History {
  const talks = new Map<PhoneNumber, Talk>();

  function of(person: PhoneNumber): Talk {
    const talk = talks.get(person);
    const isFresh = talk && clock.steady() - talk.at <= MINUTES * 60_000;
    return isFresh ? talk : { turns: [], at: clock.steady() };
  }

  function keep(person: PhoneNumber, talk: Talk): void {
    talks.delete(person);
    talks.set(person, talk);
    const [oldest] = talks.keys();
    if (talks.size > MAX_PEOPLE && oldest) talks.delete(oldest);
  }

  return {
    open(person) {
      const begun = of(person);
      keep(person, begun);
      return {
        turns: begun.turns,
        add(question, answer) {
          if (talks.get(person) !== begun) return;
          const turns: readonly Turn[] = [
            ...begun.turns,
            { by: 'person', text: bounded(question) },
            { by: 'claude', text: bounded(answer) },
          ];
          keep(person, { turns: turns.slice(-MAX_TURNS), at: clock.steady() });
        },
      };
    },
    forget: (person) => talks.delete(person),
  };
}

/** Half a character at the end would make the whole request unreadable. */
const bounded = (text: string): string => text.slice(0, MAX_TURN_LENGTH).toWellFormed();
