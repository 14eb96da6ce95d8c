/** An address that gets no texts for now. */
export interface Suppression {
  /** The address as carriers write it. */
  readonly address: string;
  /** The carrier's code for the reason. */
  readonly code: number;
  readonly since: number;
}

/** Stores the addresses that get no texts: because of a STOP, or because texting them cannot work. */
export interface Suppressions {
  readonly of: (address: string) => Promise<Suppression | undefined>;
  readonly all: () => Promise<readonly Suppression[]>;
}
