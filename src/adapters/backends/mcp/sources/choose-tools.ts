import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import type { Candidate, Candidates } from './candidates.ts';

interface Answered {
  /** It names things, and does not tell how they are. */
  readonly isBare?: boolean;
}

interface Dependencies<Answer extends Answered> {
  readonly candidates: Candidates;
  readonly overviews: readonly Candidate[];
  readonly read: (candidate: Candidate) => Promise<Try<Answer>>;
}

type Try<Answer> = Result<Answer, Failure>;

/**
 * Finds the tools that tell a list: the first whose answer looks like it, or one for each of its kinds. Where the
 * right one fails that is what there is to say: another would tell something else.
 */
export async function choose<Answer extends Answered>(
  dependencies: Dependencies<Answer>,
): Promise<readonly Try<Answer>[]> {
  const { candidates, overviews, read } = dependencies;
  const failures: Try<Answer>[] = [];
  const ways = [
    async () => [await firstOf(candidates.all, read)],
    () => Promise.all([...candidates.kinds.values()].map((own) => firstOf(own, read))),
    async () => [await firstOf(candidates.described, read)],
    async () => [await firstOf(overviews, read)],
  ];
  for (const way of ways) {
    const answers = (await way()).filter((it) => it !== undefined);
    if (answers.some(isSettled)) return answers;
    failures.push(...answers);
  }
  return failures.slice(0, 1);
}

/** Is true once a tool answered, or the right tool failed. */
const isSettled = (answer: Try<unknown>): boolean =>
  answer.ok || answer.error.kind !== 'invalid-response';

async function firstOf<Answer extends Answered>(
  candidates: readonly Candidate[],
  read: Dependencies<Answer>['read'],
): Promise<Try<Answer> | undefined> {
  let last: { readonly answer: Try<Answer>; readonly head: string } | undefined;
  let bare: Try<Answer> | undefined;
  for (const candidate of candidates) {
    if (last && isSettled(last.answer) && !isBare(last.answer) && !isSame(last, candidate)) break;
    const answer = await read(candidate);
    last = { answer, head: candidate.head };
    if (answer.ok && !isBare(answer)) return answer;
    if (isBare(answer)) bare ??= answer;
  }
  return bare ?? last?.answer;
}

const isBare = (answer: Try<Answered>): boolean => answer.ok && answer.value.isBare === true;

/** Another tool that says it lists the same may be asked in place of one that refuses. */
const isSame = (
  { answer, head }: { readonly answer: Try<unknown>; readonly head: string },
  candidate: Candidate,
): boolean => !answer.ok && answer.error.kind === 'refused' && candidate.head === head;
