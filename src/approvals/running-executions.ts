import type { Action } from '../operation/change-operation.ts';

/** Identifies the same action on the same thing, independent of the person. */
export interface ExecutionKey {
  readonly action: Action;
  readonly input: Readonly<Record<string, string>>;
}

interface Run extends ExecutionKey {
  readonly run: string;
}

/** Tracks running executions, and the latest of each action and input. */
export interface RunningExecutions {
  readonly begin: (run: Run) => void;
  readonly end: (run: Run) => void;
  readonly isRunning: (key: ExecutionKey) => boolean;
  /** Returns the latest execution since the relay was started. */
  readonly findLatest: (key: ExecutionKey) => string | undefined;
}

export function createRunningExecutions(): RunningExecutions {
  const running = new Set<string>();
  const latest = new Map<string, string>();

  return {
    begin(run) {
      running.add(keyOf(run));
      latest.set(keyOf(run), run.run);
    },
    end: (run) => void running.delete(keyOf(run)),
    isRunning: (key) => running.has(keyOf(key)),
    findLatest: (key) => latest.get(keyOf(key)),
  };
}

/** Serialises the key independent of the order of its fields. */
const keyOf = ({ action, input }: ExecutionKey): string =>
  JSON.stringify([action.name, ...Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
