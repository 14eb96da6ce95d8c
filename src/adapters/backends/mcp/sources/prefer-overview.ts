import type { Failure } from '../../../../core/failure.ts';
import type { Candidate } from './candidates.ts';
import type { ReadCandidate, Tried } from './read-candidate.ts';

/**
 * Replaces what tools told by an overview that tells it all, where some of their calls were not answered: a node that is
 * away does not answer for itself, and one tool may fail where another tells the same.
 */
export async function preferOverview<T>(
  answers: readonly Tried<T>[],
  overviews: readonly Candidate[],
  read: (candidate: Candidate) => Promise<Tried<T>>,
): Promise<readonly Tried<T>[]> {
  const told = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const isFailing = answers.some((answer) => !answer.ok && isOfTool(answer.error));
  if (!isFailing && !told.some(({ isBroken }) => isBroken)) return answers;
  for (const overview of overviews) {
    const answer = await read(overview);
    if (answer.ok && tellsMore(answer.value, told)) return [answer];
  }
  return answers;
}

/** The server answered, and this tool failed. */
const isOfTool = ({ kind }: Failure): boolean => kind === 'refused' || kind === 'invalid-response';

/** That there are none proves nothing where a tool failed that should have told them. */
function tellsMore<T>(whole: ReadCandidate<T>, told: readonly ReadCandidate<T>[]): boolean {
  const seen = told.reduce((sum, { reading }) => sum + reading.value.length, 0);
  const kinds = told.flatMap((it) => it.kinds);
  return (
    whole.reading.unseen === undefined &&
    whole.reading.value.length >= Math.max(seen, 1) &&
    kinds.every((kind) => whole.kinds.includes(kind))
  );
}
