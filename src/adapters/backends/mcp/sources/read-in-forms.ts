import { map } from '../../../../core/result.ts';
import type { Candidate } from './candidates.ts';
import { describeLack } from './chosen-tool.ts';
import type { Form } from './fill-arguments.ts';
import { formByRefusal } from './kinds-in-refusal.ts';
import { neededForm, settled, spellingsOf } from './other-forms.ts';
import type { Tried } from './read-candidate.ts';

type ReadCandidate<T> = (candidate: Candidate) => Promise<Tried<T>>;

/** Asks once more in other words where these are not understood, and with the argument that a failure misses. */
export async function readInForms<T>(
  candidate: Candidate,
  read: ReadCandidate<T>,
): Promise<Tried<T>> {
  const answer = await readInWords(candidate, read);
  const needed = neededBy(candidate, answer);
  if (!needed) return answer;
  const told = await read({ ...candidate, form: needed });
  return told.ok ? told : answer;
}

/** The words that a tool understood are kept. Of those that it takes and tells nothing for, nothing is known. */
async function readInWords<T>(candidate: Candidate, read: ReadCandidate<T>): Promise<Tried<T>> {
  const { form } = candidate;
  if (form.others.length === 0) return read(candidate);
  const vain: Tried<T>[] = [];
  for (const other of spellingsOf(form)) {
    const answer = await read({ ...candidate, form: settled(other) });
    if (!isVain(answer)) return answer;
    vain.push(answer);
  }
  const [first] = vain;
  const told = vain.find((it) => it.ok) ?? vain.find(isUnreadable) ?? first;
  return told ? asUnseen(told) : read(candidate);
}

/** Nothing came of it that a tool which does not understand a word would not say too. */
const isVain = (answer: Tried<unknown>): boolean =>
  answer.ok
    ? answer.value.reading.value.length === 0
    : answer.error.kind === 'refused' || answer.error.kind === 'invalid-response';

const isUnreadable = (answer: Tried<unknown>): boolean =>
  !answer.ok && answer.error.kind === 'invalid-response';

const asUnseen = <T>(answer: Tried<T>): Tried<T> =>
  map(answer, (it) => ({ ...it, reading: { ...it.reading, unseen: it.reading.unseen ?? {} } }));

/** Returns the form with an argument that a tool turned out to need, or with its own word for the kind. */
function neededBy({ tool, form, head }: Candidate, answer: Tried<unknown>): Form | undefined {
  if (answer.ok || answer.error.kind !== 'refused') return undefined;
  const refusal = describeLack(answer.error);
  return formByRefusal(form, head, refusal) ?? neededForm(tool, form, refusal);
}
