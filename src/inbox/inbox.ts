import type { PhoneNumber } from '../core/phone-number.ts';
import type { Reply } from '../core/reply.ts';

/** One text as it came in. `sid` is the carrier's id for it: the same text, the same id. */
export interface Received {
  readonly sid: string;
  readonly from: PhoneNumber;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Remembers every text for good, so that a replay is recognised a year later. What was written in
 * it and what we said is kept only until `forgetBefore` drops it.
 */
export interface Inbox {
  /** Commit a text. `false` when this id is known already: then nothing is written. */
  receive(text: Received): boolean;
  /** Commit what is going to be said to it. The first answer stands. */
  answer(sid: string, answer: Reply): void;
  /** The committed answer; `undefined` while there is none. Forgotten answers are empty ones. */
  answerTo(sid: string): Reply | undefined;
  /** Drop the bodies and answers of texts older than `at`. Their ids stay. Returns how many. */
  forgetBefore(at: number): number;
}
