import type { MessageKind } from './message-outcome.ts';

/** What is said to one text. No text means an empty response, which is an answer too. */
export interface Reply {
  readonly text?: string | undefined;
  /** What the text was taken for. */
  readonly kind?: MessageKind | undefined;
  /** The answer itself takes longer; `text` then says only that it does. It is worded in its turn. */
  readonly pending?: Promise<() => Reply> | undefined;
}

/** What a person hears of a bug of ours: silence would leave them staring at the phone. */
export const APOLOGY = { text: '! Something broke here. Try again.' } as const satisfies Reply;
