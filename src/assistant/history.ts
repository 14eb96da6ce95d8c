import type { PersonId } from '../people/person.ts';
import type { Turn } from './model.ts';

/** How long a dialogue may be idle. */
export const DIALOGUE_TTL_MS = 15 * 60_000;
/** The most turns that are stored of a dialogue. */
export const MAX_TURNS = 8;

const MAX_TURN_LENGTH = 700;

/** The dialogue so far, when a question begins. */
interface Dialogue {
  readonly id: string;
  readonly turns: readonly Turn[];
}

/**
 * Stores recent dialogues, so that `and the other one?` has a meaning. Losing them is always safe. Each method
 * is one decision.
 */
export interface History {
  /** Returns the person's dialogue; begins a new one when there is none, or when it was idle for too long. */
  open(person: PersonId): Promise<Dialogue>;
  /** Adds the last turns to a dialogue, unless it was ended meanwhile. */
  add(person: PersonId, dialogue: string, turns: readonly Turn[]): Promise<void>;
  /** Ends the person's dialogue. */
  forget(person: PersonId): Promise<void>;
  /** Deletes the dialogues that were idle for too long. */
  forgetIdle(): Promise<void>;
}

/** A question and its answer, as they are stored. */
export const toTurns = (question: string, answer: string): readonly Turn[] => [
  { by: 'person', text: truncate(question) },
  { by: 'claude', text: truncate(answer) },
];

/** Truncates a text. Half a character at the end would make the whole request invalid. */
const truncate = (text: string): string => text.slice(0, MAX_TURN_LENGTH).toWellFormed();
