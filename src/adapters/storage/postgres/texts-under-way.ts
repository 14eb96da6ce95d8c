/** The ids of the texts that this process works on. Whatever else the database counts as its own was left behind. */
export interface TextsUnderWay {
  /** Called for a text that is about to be stored. */
  readonly expect: (sid: string) => void;
  /** Called when it could not be told whether it was stored: its sender is told to try again. */
  readonly refuse: (sid: string) => void;
  /** Returns the newest of those whose sender was told to try again: they are not to be handled any more. */
  readonly refused: () => readonly string[];
  /** Called when that is decided: `isNew` for a text that is to be handled. */
  readonly decided: (sid: string, isNew: boolean) => void;
  readonly delete: (sid: string) => void;
  /** Returns true for a stored text that is being handled, or about to be taken up. */
  readonly has: (sid: string) => boolean;
  /**
   * Returns those that were left behind: they are neither handled nor about to be stored. From now on they count as taken
   * up, so that one which is delivered again is not handled twice.
   */
  readonly takeUp: (sids: readonly string[]) => readonly string[];
  /** Gives back texts that were to be taken up. */
  readonly giveBack: (sids: Iterable<string>) => void;
}

/** Those of a long outage that are forgotten were not stored anyway: the connection was long gone. */
const MAX_REFUSED = 1000;

export function createTextsUnderWay(): TextsUnderWay {
  const [expected, handled] = [new Set<string>(), new Set<string>()];
  const [taken, refused] = [new Set<string>(), new Set<string>()];
  return {
    expect: (sid) => void expected.add(sid),
    refuse(sid) {
      expected.delete(sid);
      refused.add(sid);
      const [oldest] = refused;
      if (refused.size > MAX_REFUSED && oldest !== undefined) refused.delete(oldest);
    },
    refused: () => [...refused],
    decided(sid, isNew) {
      expected.delete(sid);
      refused.delete(sid);
      if (!isNew) return;
      handled.add(sid);
      taken.delete(sid);
    },
    delete(sid) {
      handled.delete(sid);
      taken.delete(sid);
    },
    has: (sid) => handled.has(sid) || taken.has(sid),
    takeUp(sids) {
      const known = [expected, handled, refused];
      const left = sids.filter((sid) => !known.some((some) => some.has(sid)));
      for (const sid of left) taken.add(sid);
      return left;
    },
    giveBack(sids) {
      for (const sid of sids) taken.delete(sid);
    },
  };
}
