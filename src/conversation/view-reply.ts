import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Reply } from '../core/reply.ts';
import type { Result } from '../core/result.ts';
import type { Screen, View } from '../menu/menu.ts';
import { formatFinding, isFresh } from '../operation/format-finding.ts';

interface Frame {
  readonly footer: string;
  /** The beginning of every page. */
  readonly head: string;
  /** The beginning of the reply, unless the view begins with it anyway. */
  readonly note: string;
}

/** Words a view as a reply: its finding, its rows, and the sources that failed. */
export function viewReply(
  view: Result<View, Failure>,
  { footer, head, note }: Frame,
  time: LocalTime,
): Reply {
  const words = view.ok ? formatFinding(view.value, time) : describeFailure(view.error, time);
  const body = words.startsWith(note.trim()) ? words : note + words;
  if (!view.ok) return { head, body, footer };
  const { rows, failures = [], others = 'are well' } = view.value;
  return {
    ...{ head, body, footer },
    rows: rows.map(({ text, isWell }) => ({ text, isWell })),
    others: isFresh(view.value, time) ? others : undefined,
    failures: failures.map((failure) => describeFailure(failure, time)),
  };
}

/** Moves the rows that are known to be well behind all others. */
export const problemsFirst = (view: View): View => ({
  ...view,
  rows: view.rows.toSorted((a, b) => Number(a.isWell === true) - Number(b.isWell === true)),
});

/** The prefix of every page: demo data must never be taken for real. */
export const headOf = ({ isDemo = false }: Screen): string => (isDemo ? 'DEMO ' : '');
