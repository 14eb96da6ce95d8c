/** How bad it is: texts are lost or an answer is missing; worth knowing; as it should be. */
const STATES = ['wrong', 'note', 'ok'] as const;

export type State = (typeof STATES)[number];

/** One thing that was looked at, and in plain words what to do about it. */
export interface CheckResult {
  readonly subject: string;
  readonly state: State;
  readonly says: string;
  readonly next?: string | undefined;
}

export const fine = (subject: string, says: string, next?: string): CheckResult => ({
  ...{ subject, state: 'ok', says },
  ...(next !== undefined && { next }),
});

export const note = (subject: string, says: string, next?: string): CheckResult => ({
  ...{ subject, state: 'note', says },
  ...(next !== undefined && { next }),
});

export const wrong = (subject: string, says: string, next: string): CheckResult => ({
  ...{ subject, state: 'wrong', says, next },
});

/** What is equally bad stays in the order in which it was looked at: causes before what they cause. */
export const worstFirst = (findings: readonly CheckResult[]): readonly CheckResult[] =>
  findings.toSorted((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));

export const isWell = (findings: readonly CheckResult[]): boolean =>
  findings.every(({ state }) => state !== 'wrong');
