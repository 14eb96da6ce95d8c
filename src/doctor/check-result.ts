/** The severities, worst first: texts are lost or an answer is missing; worth knowing; as it should be. */
const STATES = ['wrong', 'note', 'ok'] as const;

export type State = (typeof STATES)[number];

/** The result of one check, and the next step in plain words. */
export interface CheckResult {
  readonly subject: string;
  readonly state: State;
  readonly says: string;
  readonly next?: string | undefined;
}

export const pass = (subject: string, says: string, next?: string): CheckResult => ({
  ...{ subject, state: 'ok', says },
  ...(next !== undefined && { next }),
});

export const warn = (subject: string, says: string, next?: string): CheckResult => ({
  ...{ subject, state: 'note', says },
  ...(next !== undefined && { next }),
});

export const fail = (subject: string, says: string, next: string): CheckResult => ({
  ...{ subject, state: 'wrong', says, next },
});

/** Sorts results by severity; equal ones keep the order of the checks, which puts causes before effects. */
export const worstFirst = (findings: readonly CheckResult[]): readonly CheckResult[] =>
  findings.toSorted((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));

export const isWell = (findings: readonly CheckResult[]): boolean =>
  findings.every(({ state }) => state !== 'wrong');
