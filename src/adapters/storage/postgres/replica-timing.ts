/** How long replicas wait for each other. */
export interface ReplicaTiming {
  /** How often a replica renews what it holds, and tries to lead. */
  readonly beatMs: number;
  /** A replica that does not renew its lease for so long counts as dead; the one that leads takes up what it left. */
  readonly leaseMs: number;
  /**
   * A leader that does not renew its term for so long, by the database's clock, loses it. No other one begins earlier,
   * unless that leader has left.
   */
  readonly termMs: number;
  /** A leader that could not renew its term for so long, by its own steady clock, stops; shorter than `termMs`. */
  readonly holdMs: number;
}

export const REPLICA_TIMING: ReplicaTiming = {
  beatMs: 1000,
  leaseMs: 15_000,
  termMs: 6000,
  holdMs: 5000,
};
