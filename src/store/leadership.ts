/** Work that one replica does at a time. It begins nothing new once the signal aborts, and resolves soon after. */
export type Duty = (signal: AbortSignal) => Promise<void>;

/** One running process of the relay. */
export interface Replica {
  /** A new one at each start. */
  readonly id: string;
  /** The name of its machine, container or pod. */
  readonly name: string;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** The replicas, as this one sees them. */
export interface ReplicaState {
  readonly self: Replica;
  /** True while this replica sends texts and does the other duties. */
  readonly isLeading: boolean;
  /** The name of the replica that leads; `undefined` when none is known to. */
  readonly leader: string | undefined;
  /** The replicas with a valid lease, oldest first. */
  readonly alive: readonly Replica[];
  /** The reason why this replica cannot lead at present, if there is one. */
  readonly problem: string | undefined;
}

/** Lets one replica at a time do what must not be done twice at once: sending texts, recovery, retention. */
export interface Leadership {
  /** True when other replicas may share the storage; each of them may die at any time. */
  readonly isShared: boolean;
  /**
   * Begins a duty whenever this replica begins to lead; a duty is not begun again before its earlier run has ended.
   * Disposing ends it for good.
   */
  readonly lead: (duty: Duty) => Disposable;
  readonly describe: () => ReplicaState;
}

/** Creates the leadership of a relay that shares its storage with no other: it leads from the beginning to the end. */
export function createSoleLeadership(self: Replica): Leadership {
  return {
    isShared: false,
    lead(duty) {
      const stopping = new AbortController();
      void duty(stopping.signal);
      return { [Symbol.dispose]: () => stopping.abort() };
    },
    describe: () => ({
      ...{ self, isLeading: true, leader: self.name },
      ...{ alive: [self], problem: undefined },
    }),
  };
}
