import { type Finding, OK } from './operation.ts';

/** `K8s OK. 47 pods.`, or `K8s ! 2 failed` over the same counts. */
export const judged = (who: string, trouble: string | undefined, counts: string): Finding =>
  trouble === undefined
    ? { verdict: { who, words: OK }, text: `${counts}.` }
    : { verdict: { who, words: `! ${trouble}` }, text: counts };
