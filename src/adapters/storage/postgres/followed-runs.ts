/** The executions that this replica follows: whatever else the database counts as its own was left behind. */
export interface FollowedRuns {
  readonly add: (run: string) => void;
  readonly delete: (run: string) => void;
}

/** Changes of them within a transaction. */
interface RunsOfTransaction extends FollowedRuns {
  /** Called when it is committed: what it has ended is followed no more. */
  readonly committed: () => void;
  /** Called when it failed: what it has begun is not followed. */
  readonly failed: () => void;
}

export function withinTransaction(followed: Set<string>): RunsOfTransaction {
  const [begun, ended] = [new Set<string>(), new Set<string>()];
  return {
    add(run) {
      begun.add(run);
      followed.add(run); // at once: it may be committed before this process hears of it
    },
    delete: (run) => void ended.add(run),
    committed() {
      for (const run of ended) followed.delete(run);
    },
    failed() {
      for (const run of begun) followed.delete(run);
    },
  };
}
