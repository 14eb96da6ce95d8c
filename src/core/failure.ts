/** How long a source has been silent, and when it last spoke. Times are epoch milliseconds. */
export interface Outage {
  readonly failingSince: number;
  readonly lastGoodAt?: number | undefined;
  /** What is wrong with its answers, where that is known. */
  readonly explanation?: string | undefined;
}

/** A source of facts that did not deliver, by the name the person knows it under. */
interface SourceTrouble {
  readonly service: string;
  readonly outage?: Outage;
  /** For the log only; never shown on a phone. */
  readonly cause?: unknown;
}

/** Every way a request can go wrong outside us, in words our domain understands. */
export type Failure =
  | ({ readonly kind: 'unreachable' } & SourceTrouble)
  | ({ readonly kind: 'timeout'; readonly afterMs: number } & SourceTrouble)
  | ({ readonly kind: 'denied' } & SourceTrouble)
  | ({ readonly kind: 'untrusted' } & SourceTrouble)
  /** The proxy in between lets nothing through to there. */
  | ({ readonly kind: 'proxy-denied' } & SourceTrouble)
  | ({ readonly kind: 'refused' } & SourceTrouble)
  /** `explanation`: what is wrong with the answer, in our own words, where that is known. */
  | ({
      readonly kind: 'invalid-response';
      readonly explanation?: string | undefined;
    } & SourceTrouble)
  | { readonly kind: 'not-set-up'; readonly service: string; readonly hint: string }
  | { readonly kind: 'no-source'; readonly service: string; readonly what: string }
  /** It was not among what a source told, which is not all there is. */
  | { readonly kind: 'unseen'; readonly service: string; readonly why: string }
  | { readonly kind: 'not-found'; readonly what: string }
  | { readonly kind: 'bad-input'; readonly hint: string };
