/** A phone that gets no texts for now. */
export interface Suppression {
  /** As carriers write it. */
  readonly address: string;
  /** The carrier's code for the reason. */
  readonly code: number;
  readonly since: number;
}

/** Who gets no texts: because they said STOP, or because texting them cannot work. */
export interface Suppressions {
  readonly of: (address: string) => Suppression | undefined;
  readonly note: (silence: Suppression) => void;
  readonly remove: (address: string) => void;
  readonly all: () => readonly Suppression[];
}
