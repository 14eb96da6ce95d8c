import type { Action } from '../operation/change-operation.ts';

/** The same action on the same thing, whoever asked for it. */
export interface Deed {
  readonly action: Action;
  readonly input: Readonly<Record<string, string>>;
}

interface Run extends Deed {
  readonly run: string;
}

/** What is being done, and what was done last, by action and input. */
export interface Executions {
  readonly begin: (run: Run) => void;
  readonly end: (run: Run) => void;
  readonly isUnderWay: (deed: Deed) => boolean;
  /** The run that did this last, since the relay was started. */
  readonly findLatest: (deed: Deed) => string | undefined;
}

export function createExecutions(): Executions {
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
const keyOf = ({ action, input }: Deed): string =>
  JSON.stringify([action.name, ...Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
