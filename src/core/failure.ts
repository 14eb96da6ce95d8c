/** How long a source has been silent, and when it last spoke. Times are epoch milliseconds. */
export interface Outage {
  readonly failingSince: number;
  readonly lastGoodAt?: number | undefined;
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
  | ({ readonly kind: 'barred' } & SourceTrouble)
  | ({ readonly kind: 'refused' } & SourceTrouble)
  | ({ readonly kind: 'garbled' } & SourceTrouble)
  | { readonly kind: 'not-set-up'; readonly service: string; readonly hint: string }
  | { readonly kind: 'untold'; readonly service: string; readonly what: string }
  | { readonly kind: 'not-found'; readonly what: string }
  | { readonly kind: 'bad-input'; readonly hint: string };
