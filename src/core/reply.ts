import type { MessageKind } from './message-outcome.ts';

/** The answer to one text. No `text` means an empty response, which is an answer too. */
export interface Reply {
  readonly text?: string | undefined;
  /** The segments of `text`, where they are counted already. */
  readonly segments?: number | undefined;
  /** The kind of the incoming text. */
  readonly kind?: MessageKind | undefined;
  /** Set when the answer takes longer; `text` then only says so. The function is called in the person's queue and words it. */
  readonly pending?: Promise<() => Reply> | undefined;
}

/** The reply to a text, and where it leads the person. */
export interface Exchange {
  readonly reply: Reply;
  /** Moves the person on; called once the reply is stored. */
  readonly keep: () => void;
}

/** The reply when a bug of ours prevents an answer: silence would leave the person staring at the phone. */
export const APOLOGY = { text: '! Something broke here. Try again.' } as const satisfies Reply;
