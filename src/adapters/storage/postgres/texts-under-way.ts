/** The ids of the texts that this process works on. Whatever else the database counts as its own was left behind. */
export interface TextsUnderWay {
  /** Called for a text that is about to be stored. */
  readonly expect: (sid: string) => void;
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

export function createTextsUnderWay(): TextsUnderWay {
  const [expected, handled, taken] = [new Set<string>(), new Set<string>(), new Set<string>()];
  return {
    expect: (sid) => void expected.add(sid),
    decided(sid, isNew) {
      expected.delete(sid);
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
      const left = sids.filter((sid) => !expected.has(sid) && !handled.has(sid));
      for (const sid of left) taken.add(sid);
      return left;
    },
    giveBack(sids) {
      for (const sid of sids) taken.delete(sid);
    },
  };
}
