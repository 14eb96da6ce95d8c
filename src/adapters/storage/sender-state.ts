/** Everything about a sender that may keep an answer out of the response. */
export interface SenderState {
  readonly isSuspended: boolean;
  /** The code by which the sender gets no texts. */
  readonly suppressedBy: number | undefined;
  /** True while a text waits to be sent to the same phone. */
  readonly isQueued: boolean;
}
