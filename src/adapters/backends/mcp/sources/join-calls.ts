import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import { joinUnseen } from '../../../../core/unseen.ts';
import type { Candidate } from './candidates.ts';
import { kindsOf } from './kinds.ts';
import { labelOf } from './list-names.ts';
import type { ListName } from './profile.ts';
import type { ReadCandidate } from './read-candidate.ts';
import type { Args } from './tool-calls.ts';

/** The answer to one call of several. */
export interface CallReading<T> extends Omit<ReadCandidate<T>, 'candidate' | 'args' | 'isBroken'> {
  /** The server counts as many as it tells. */
  readonly isCounted: boolean;
}

interface Asked {
  readonly candidate: Candidate;
  readonly calls: readonly Args[];
  /** There was more to ask. */
  readonly isCut: boolean;
}

/** Joins what the calls of one tool told. One of several that is not answered leaves the list without an end. */
export function joinCalls<T>(
  name: ListName,
  { candidate, calls, isCut }: Asked,
  answers: readonly Result<CallReading<T>, Failure>[],
): ReadCandidate<T> {
  const answered = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const unanswered = calls.filter((_, at) => answers[at]?.ok === false);
  const isWhole = unanswered.length === 0 && !isCut && isOfAll(name, candidate, answered);
  const gap = unanswered.length > 0 ? [describeGap(name, candidate, unanswered)] : [];
  const gaps = [...answered.flatMap((it) => it.reading.missing ?? []), ...gap];
  const missing = [...new Set(gaps)].join(', ');
  return {
    candidate,
    args: calls[0],
    isBroken: unanswered.length > 0,
    isBare: answered.some((it) => it.isBare),
    kinds: answered.flatMap(({ kinds }) => kinds),
    records: answered.flatMap(({ records }) => records),
    reading: {
      value: distinct(
        answered.flatMap((it) => it.reading.value),
        candidate,
      ),
      asOf: Math.min(...answered.map((it) => it.reading.asOf)),
      source: answered[0]?.reading.source ?? '',
      ...(missing && { missing }),
      unseen: joinUnseen([
        ...answered.map((it) => ({ seen: it.reading.value.length, unseen: it.reading.unseen })),
        ...(isWhole ? [] : [{ seen: 0, unseen: {} }]),
      ]),
    },
  };
}

/** Is false for a tool that may leave some out, and for kinds asked for at a venture. */
function isOfAll(
  name: ListName,
  { form, isNarrow, isSearch = false }: Candidate,
  answered: readonly CallReading<unknown>[],
): boolean {
  if (form.isSample && kindsOf(name).length === 0) return false;
  return !isNarrow || (isSearch && answered.every((it) => it.isCounted));
}

/** Of answers for several values of one argument the same item may be in two. */
function distinct<T>(items: readonly T[], { form }: Candidate): readonly T[] {
  if (form.each.length === 0) return items;
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Names the only thing about which there is no answer. */
function describeGap(
  name: ListName,
  { form }: Candidate,
  [call = {}, another]: readonly Args[],
): string {
  const [[argument] = [], second] = form.open;
  const asked = argument === undefined || second || another ? undefined : call[argument];
  const owner = typeof asked === 'string' && asked !== '' ? asked : undefined;
  const label = labelOf(name);
  return `no answer about ${owner === undefined ? `some ${label}` : `${label} of ${owner}`}`;
}
