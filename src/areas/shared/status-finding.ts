import { type Finding, OK } from '../../operation/finding.ts';
import { describeProblem, type NamedProblem } from '../../operation/problem.ts';

/** Returns `K8s OK. 47 pods.`, or `K8s ! kino 0/2 ready` with each further problem on its own line above the same counts. */
export function toStatusFinding(
  subject: string,
  problems: readonly NamedProblem[],
  counts: string,
): Finding {
  const [worst, ...others] = problems;
  if (!worst) return { status: { subject, state: OK }, text: `${counts}.` };
  return {
    status: { subject, state: `! ${describeProblem(worst)}` },
    text: [...others.map((problem) => `! ${describeProblem(problem)}`), counts].join('\n'),
  };
}
