/** The ids of the texts that this process works on. Whatever else the database counts as its own was left behind. */
export interface TextsUnderWay {
  readonly add: (sid: string) => void;
  readonly delete: (sid: string) => void;
  readonly has: (sid: string) => boolean;
  readonly all: () => readonly string[];
}

export function createTextsUnderWay(): TextsUnderWay {
  const sids = new Set<string>();
  return {
    add: (sid) => void sids.add(sid),
    delete: (sid) => void sids.delete(sid),
    has: (sid) => sids.has(sid),
    all: () => [...sids],
  };
}
