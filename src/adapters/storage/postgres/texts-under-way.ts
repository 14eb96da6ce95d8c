/** The ids of the texts that this process works on. Whatever else the database counts as its own was left behind. */
export interface TextsUnderWay {
  /** Called for a text that is about to be stored. */
  readonly expect: (sid: string) => void;
  /** Called when that is decided: `isNew` for a text that is to be handled. */
  readonly decided: (sid: string, isNew: boolean) => void;
  readonly delete: (sid: string) => void;
  /** Returns true for a stored text that is being handled. */
  readonly has: (sid: string) => boolean;
  /** Returns the texts that are stored or about to be. */
  readonly all: () => readonly string[];
}

export function createTextsUnderWay(): TextsUnderWay {
  const [expected, handled] = [new Set<string>(), new Set<string>()];
  return {
    expect: (sid) => void expected.add(sid),
    decided(sid, isNew) {
      expected.delete(sid);
      if (isNew) handled.add(sid);
    },
    delete: (sid) => void handled.delete(sid),
    has: (sid) => handled.has(sid),
    all: () => [...expected, ...handled],
  };
}
