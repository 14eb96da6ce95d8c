import type { MessageKind } from './message-outcome.ts';

/** A numbered line of a reply. */
export interface ReplyRow {
  readonly text: string;
  /** `undefined` where it is unknown, or where the question makes no sense. */
  readonly isWell?: boolean | undefined;
}

/** A whole reply, as plain data. The channel that carries it fits it to its budget, page by page. */
export interface Reply {
  /** The beginning of every page. */
  readonly head?: string | undefined;
  readonly body: string;
  /** Lines that are numbered in this order, below the body. */
  readonly rows?: readonly ReplyRow[] | undefined;
  /**
   * The words for rows that are well, where they are only counted: `run`. When it is set, those rows are the last ones, and
   * a channel may put them off to later pages.
   */
  readonly others?: string | undefined;
  /** Lines about the sources that failed, below the rows. */
  readonly failures?: readonly string[] | undefined;
  /** The end of every page, which is never cut. */
  readonly footer?: string | undefined;
}

/** A position in a reply: a part of its content, and a character of it. It is the same for every channel. */
export interface ReplyOffset {
  /** All of it; or, where the rows that are well are put off, what comes first or those rows. */
  readonly part: 'all' | 'problems' | 'others';
  readonly at: number;
}

/** A reply as one text of a channel. No `text` means an empty response, which is an answer too. */
export interface FittedAnswer {
  readonly text?: string | undefined;
  /** The segments of `text`, where they are counted already. */
  readonly segments?: number | undefined;
  /** The kind of the incoming text. */
  readonly kind?: MessageKind | undefined;
}

/** The reply to a text, and where it leads the person. */
export interface Exchange {
  /** Missing when there is nothing to say. */
  readonly reply?: Reply | undefined;
  /** The position in the reply to begin at. */
  readonly offset?: ReplyOffset | undefined;
  /** The kind of the incoming text. */
  readonly kind?: MessageKind | undefined;
  /** Set when the answer takes longer; `reply` then only says so. The function is called in the person's queue and words it. */
  readonly pending?: Promise<() => Promise<Exchange>> | undefined;
  /** Returns where the reply leads the person. `next` is the position of what did not fit. */
  readonly move: (next?: ReplyOffset) => SessionMove;
}

/** A person's next session. */
export interface SessionMove {
  /** The session, where sessions are stored with the answers; missing where they are in memory. */
  readonly row?: SessionRow | undefined;
  /** Moves the person on without an answer; or, where sessions are in memory, once that is stored. */
  readonly apply: () => void | Promise<void>;
}

/** A session as it is stored. */
export interface SessionRow {
  readonly person: string;
  /** The version of the session from which the reply was made. It is not stored over another one. */
  readonly version: number;
  readonly state: string;
}

/** The version of a session that is stored whatever came before it. */
export const ANY_VERSION = -1;

/** The reply when a bug of ours prevents an answer: silence would leave the person staring at the phone. */
export const APOLOGY = { body: '! Something broke here. Try again.' } as const satisfies Reply;

/** The reply while the database is down: without it nothing can be answered once, or done once. */
export const STORAGE_UNREACHABLE = {
  body: '! My database is down, so nothing can be looked up or done. Try again in a minute.',
} as const satisfies Reply;
