/** Checks the six digits of an authenticator app. A code is accepted once: `UsedCodes` stores that. */
export interface SecondFactor {
  /** Returns the half minute that the digits belong to; `undefined` when they are wrong now. */
  stepOf(digits: string): number | undefined;
}

/** Stores used codes for good. Codes are numbered by the half minute they belong to. */
export interface UsedCodes {
  /** Stores that a code was used; returns false when it, or a later one, was used before. */
  use(step: number): Promise<boolean>;
}
