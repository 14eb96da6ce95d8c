import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../people/person.ts';
import type { Turn } from './model.ts';

const MINUTES = 15;
const MAX_TURNS = 8;
const MAX_TURN_LENGTH = 700;
const MAX_PEOPLE = 1000;

interface Dialogue {
  readonly turns: readonly Turn[];
  readonly at: number;
}

/** The dialogue so far, when a question begins. */
interface Opened {
  readonly turns: readonly Turn[];
  /** Stores the question with its answer, unless the dialogue was ended meanwhile. */
  readonly add: (question: string, answer: string) => void;
}

/** Stores recent dialogues, so that `and the other one?` has a meaning. Losing them is always safe. */
export interface History {
  readonly open: (person: PersonId) => Opened;
  readonly forget: (person: PersonId) => void;
}

export function createHistory(clock: Clock): History {
  const dialogues = new Map<PersonId, Dialogue>();

  function of(person: PersonId): Dialogue {
    const dialogue = dialogues.get(person);
    const isFresh = dialogue && clock.steady() - dialogue.at <= MINUTES * 60_000;
    return isFresh ? dialogue : { turns: [], at: clock.steady() };
  }

  function keep(person: PersonId, dialogue: Dialogue): void {
    dialogues.delete(person);
    dialogues.set(person, dialogue);
    const [oldest] = dialogues.keys();
    if (dialogues.size > MAX_PEOPLE && oldest) dialogues.delete(oldest);
  }

  return {
    open(person) {
      const begun = of(person);
      keep(person, begun);
      return {
        turns: begun.turns,
        add(question, answer) {
          if (dialogues.get(person) !== begun) return;
          const turns: readonly Turn[] = [
            ...begun.turns,
            { by: 'person', text: truncate(question) },
            { by: 'claude', text: truncate(answer) },
          ];
          keep(person, { turns: turns.slice(-MAX_TURNS), at: clock.steady() });
        },
      };
    },
    forget: (person) => dialogues.delete(person),
  };
}

/** Truncates a text. Half a character at the end would make the whole request invalid. */
const truncate = (text: string): string => text.slice(0, MAX_TURN_LENGTH).toWellFormed();
