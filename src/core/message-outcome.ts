/** The kinds of incoming texts. Short words, since they are labels of metrics. */
export const MESSAGE_KINDS = [
  'menu',
  'name',
  'action',
  'code',
  'question',
  'picture',
  /** Words without a meaning to the relay. */
  'nonsense',
  'replay',
  'carrier-word',
  /** From a person who opted out of texts. */
  'opted-out',
  'stranger',
  'unsigned',
  'unreadable',
  /** Failed before it could be classified. */
  'unsorted',
] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** The outcomes of a text, as of the moment its answer was made. */
export const MESSAGE_OUTCOMES = [
  'answered',
  /** Answered by a text of its own. */
  'late',
  'silent',
  /** A repeated delivery, answered with the stored answer. */
  'repeated',
  'refused',
  'apology',
] as const;

export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

/** Called once per text, when its outcome is known. Never throws. */
export type CountMessage = (kind: MessageKind, outcome: MessageOutcome) => void;
