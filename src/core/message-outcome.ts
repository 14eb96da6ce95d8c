/** What an incoming text turned out to be. Short, so that it can be counted by. */
export const MESSAGE_KINDS = [
  'menu',
  'name',
  'action',
  'code',
  'question',
  'picture',
  /** Words that mean nothing here. */
  'nonsense',
  'replay',
  'carrier-word',
  /** From somebody who wants no texts. */
  'opted-out',
  'stranger',
  'unsigned',
  'unreadable',
  /** It broke before anybody knew. */
  'unsorted',
] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What came of a text, as of the moment its answer was made. */
export const MESSAGE_OUTCOMES = [
  'answered',
  /** By a text of its own. */
  'late',
  'silent',
  /** With what the first of its kind gets. */
  'repeated',
  'refused',
  'apology',
] as const;

export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

/** Hears once of every text, when it is known what came of it. Never throws. */
export type CountMessage = (kind: MessageKind, outcome: MessageOutcome) => void;
