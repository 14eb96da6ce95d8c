import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Result } from '../core/result.ts';
import type { Screen, View, ViewRow } from '../menu/menu.ts';
import { formatFinding, isFresh } from '../operation/format-finding.ts';
import { type FittedText, toPages } from '../sms/fit.ts';

/** Enough to recognise a thing in a list; opening the row shows it whole. */
const ROW_CHARACTERS = 72;

/** Fewer rows than this take no more room than the line that would replace them. */
const MIN_FOLDED = 3;

interface Frame {
  readonly footer: string;
  /** The beginning of every page. */
  readonly head: string;
  /** The beginning of the first page, unless the view begins with it anyway. */
  readonly note: string;
}

/**
 * Formats a view as replies that fit. Where it takes more than one, and something in it is not well, the first page shows that
 * and the number of rows that are well; those follow on the next pages.
 */
export function pagesOf(
  view: Result<View, Failure>,
  { footer, head, note: given }: Frame,
  time: LocalTime,
): readonly FittedText[] {
  const body = bodyOf(view, time);
  const note = body.startsWith(given.trim()) ? '' : given;
  const pages = toPages(note + body, footer, head);
  if (pages.length === 1 || !view.ok) return pages;
  const parts = fold(view.value, time);
  if (!parts) return pages;
  const [first, rest] = parts;
  return [note + first, rest].flatMap((part) => toPages(part, footer, head));
}

/** Formats a view as lines of text: its finding, its numbered rows, and the sources that failed. */
function bodyOf(view: Result<View, Failure>, time: LocalTime): string {
  if (!view.ok) return describeFailure(view.error, time);
  return [
    formatFinding(view.value, time),
    ...view.value.rows.map(numbered),
    ...failureLines(view.value, time),
  ].join('\n');
}

/** Splits a view into problems and rows that are well; `undefined` when that is no shorter, or the view is not fresh. */
function fold(view: View, time: LocalTime): readonly [string, string] | undefined {
  const rows = view.rows.map(numbered);
  const problems = view.rows.filter(({ isWell }) => isWell !== true).length;
  const others = rows.length - problems;
  if (problems === 0 || others < MIN_FOLDED || !isFresh(view, time)) return undefined;
  const line = `${others} others ${view.others ?? 'are well'}. + lists them`;
  const first = [
    formatFinding(view, time),
    ...rows.slice(0, problems),
    line,
    ...failureLines(view, time),
  ];
  return [first.join('\n'), rows.slice(problems).join('\n')];
}

const failureLines = ({ failures = [] }: View, time: LocalTime): readonly string[] =>
  failures.map((failure) => describeFailure(failure, time));

/** Moves the rows that are known to be well behind all others. */
export const problemsFirst = (view: View): View => ({
  ...view,
  rows: view.rows.toSorted((a, b) => Number(a.isWell === true) - Number(b.isWell === true)),
});

/** The prefix of every page: demo data must never be taken for real. */
export const headOf = ({ isDemo = false }: Screen): string => (isDemo ? 'DEMO ' : '');

const numbered = ({ text }: ViewRow, index: number): string => `${index + 1} ${clip(text)}`;

function clip(text: string): string {
  const line = text.slice(0, 4 * ROW_CHARACTERS).replaceAll(/\s+/g, ' ');
  return line.length > ROW_CHARACTERS ? `${line.slice(0, ROW_CHARACTERS - 3)}...` : line;
}
