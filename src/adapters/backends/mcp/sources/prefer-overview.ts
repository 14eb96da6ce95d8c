import type { Candidate } from './candidates.ts';
import type { ReadCandidate, Tried } from './read-candidate.ts';

/**
 * Replaces what tools told of one thing after the other by an overview that tells it all, where some of their calls
 * were not answered: a node that is away does not answer for itself.
 */
export async function preferOverview<T>(
  answers: readonly Tried<T>[],
  overviews: readonly Candidate[],
  read: (candidate: Candidate) => Promise<Tried<T>>,
): Promise<readonly Tried<T>[]> {
  const told = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  if (!told.some(({ isBroken }) => isBroken)) return answers;
  for (const overview of overviews) {
    const answer = await read(overview);
    if (answer.ok && tellsMore(answer.value, told)) return [answer];
  }
  return answers;
}

function tellsMore<T>(whole: ReadCandidate<T>, told: readonly ReadCandidate<T>[]): boolean {
  const seen = told.reduce((sum, { reading }) => sum + reading.value.length, 0);
  const kinds = told.flatMap((it) => it.kinds);
  return (
    whole.reading.unseen === undefined &&
    whole.reading.value.length >= seen &&
    kinds.every((kind) => whole.kinds.includes(kind))
  );
}
