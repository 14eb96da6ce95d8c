/** A phone that gets no texts for now. */
export interface Silence {
  /** As carriers write it. */
  readonly address: string;
  /** The carrier's code for the reason. */
  readonly code: number;
  readonly since: number;
}

/** Who gets no texts: because they said STOP, or because texting them cannot work. */
export interface Silences {
  readonly of: (address: string) => Silence | undefined;
  readonly note: (silence: Silence) => void;
  readonly lift: (address: string) => void;
  readonly all: () => readonly Silence[];
}
