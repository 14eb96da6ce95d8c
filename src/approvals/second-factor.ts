/** The six digits of an app on the person's phone, each good for once. */
export interface SecondFactor {
  accepts(digits: string): boolean;
}

/** Remembers which codes were used, for good. Codes are counted by the half minute they belong to. */
export interface UsedCodes {
  /** Commit that a code was used; `false` when it, or a later one, was used before. */
  use(step: number): boolean;
}
