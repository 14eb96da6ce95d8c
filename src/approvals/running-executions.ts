import type { Action } from '../operation/change-operation.ts';

/** The same action on the same thing, whoever asked for it. */
export interface ExecutionKey {
  readonly action: Action;
  readonly input: Readonly<Record<string, string>>;
}

interface Run extends ExecutionKey {
  readonly run: string;
}

/** What is being done, and what was done last, by action and input. */
export interface RunningExecutions {
  readonly begin: (run: Run) => void;
  readonly end: (run: Run) => void;
  readonly isUnderWay: (deed: ExecutionKey) => boolean;
  /** The run that did this last, since the relay was started. */
  readonly findLatest: (deed: ExecutionKey) => string | undefined;
}

export function createRunningExecutions(): RunningExecutions {
  const underWay = new Set<string>();
  const latest = new Map<string, string>();

  return {
    begin(run) {
      underWay.add(keyOf(run));
      latest.set(keyOf(run), run.run);
    },
    end: (run) => void underWay.delete(keyOf(run)),
    isUnderWay: (deed) => underWay.has(keyOf(deed)),
    findLatest: (deed) => latest.get(keyOf(deed)),
  };
}

/** In one order, whatever the order of the fields was. */
const keyOf = ({ action, input }: ExecutionKey): string =>
  JSON.stringify([action.name, ...Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
