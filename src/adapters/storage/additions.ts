/** Calls listeners after a commit that added texts. */
export interface Additions {
  readonly onAdded: (listener: () => void) => void;
  readonly announce: () => void;
}

export function createAdditions(): Additions {
  const listeners = new Set<() => void>();
  return {
    onAdded: (listener) => void listeners.add(listener),
    announce() {
      for (const listener of listeners) listener();
    },
  };
}
