/** Checks the six digits of an authenticator app; each code is valid once. */
export interface SecondFactor {
  accepts(digits: string): boolean;
}

/** Stores used codes for good. Codes are numbered by the half minute they belong to. */
export interface UsedCodes {
  /** Commits that a code was used; returns false when it, or a later one, was used before. */
  use(step: number): boolean;
}
