/** The time since which a source has been failing, and its last good answer. Times are epoch milliseconds. */
export interface Outage {
  readonly failingSince: number;
  readonly lastGoodAt?: number | undefined;
  /** The fault in its answers, where that is known. */
  readonly explanation?: string | undefined;
}

/** A source that did not deliver, by the name that people know it under. */
interface SourceFailure {
  readonly service: string;
  readonly outage?: Outage;
  /** For the log only; never shown on a phone. */
  readonly cause?: unknown;
  /** True when the source refused because it was called too often. */
  readonly isRateLimited?: boolean | undefined;
}

/** Every way a request can go wrong outside the relay, in the terms of our domain. */
export type Failure =
  | ({ readonly kind: 'unreachable' } & SourceFailure)
  | ({ readonly kind: 'timeout'; readonly afterMs: number } & SourceFailure)
  | ({ readonly kind: 'denied' } & SourceFailure)
  | ({ readonly kind: 'untrusted' } & SourceFailure)
  /** The proxy in between does not allow this target. */
  | ({ readonly kind: 'proxy-denied' } & SourceFailure)
  | ({ readonly kind: 'refused' } & SourceFailure)
  /** `explanation`: the fault in the answer, in our own words, where that is known. */
  | ({
      readonly kind: 'invalid-response';
      readonly explanation?: string | undefined;
    } & SourceFailure)
  | { readonly kind: 'not-set-up'; readonly service: string; readonly hint: string }
  | { readonly kind: 'no-source'; readonly service: string; readonly what: string }
  /** Not found in the answer of a source that does not return everything. */
  | { readonly kind: 'unseen'; readonly service: string; readonly why: string }
  | { readonly kind: 'not-found'; readonly what: string }
  | { readonly kind: 'bad-input'; readonly hint: string };
