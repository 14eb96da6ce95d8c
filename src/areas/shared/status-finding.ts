import { type Finding, OK } from '../../operation/operation.ts';
import { describeProblem, type Problem } from '../../operation/problem.ts';

/** `K8s OK. 47 pods.`, or `K8s ! kino 0/2 ready` with each other problem in a line over the same counts. */
export function toStatusFinding(
  who: string,
  problems: readonly Problem[],
  counts: string,
): Finding {
  const [worst, ...others] = problems;
  if (!worst) return { verdict: { who, words: OK }, text: `${counts}.` };
  return {
    verdict: { who, words: `! ${describeProblem(worst)}` },
    text: [...others.map((it) => `! ${describeProblem(it)}`), counts].join('\n'),
  };
}
