import { formatFinding, isFresh } from '../areas/shared/finding-text.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Result } from '../core/result.ts';
import type { Screen, View, ViewRow } from '../menu/menu.ts';
import { toPages } from '../sms/fit.ts';

/** Enough to recognise a thing in a list; opening the row shows it whole. */
const ROW_CHARACTERS = 72;

/** Fewer rows than this take no more room than the line that stands for them. */
const MIN_FOLDED = 3;

interface Frame {
  readonly wayOn: string;
  /** What every page begins with. */
  readonly head: string;
  /** What the first page says before the view does, where that does not begin with it. */
  readonly note: string;
}

/**
 * A view as replies that fit. Where it takes more than one, and something in it is not well, the first says that, and how many
 * others are well; those follow on the pages behind it.
 */
export function pagesOf(
  view: Result<View, Failure>,
  { wayOn, head, note: given }: Frame,
  time: LocalTime,
): readonly string[] {
  const body = bodyOf(view, time);
  const note = body.startsWith(given.trim()) ? '' : given;
  const pages = toPages(note + body, wayOn, head);
  if (pages.length === 1 || !view.ok) return pages;
  const parts = fold(view.value, time);
  if (!parts) return pages;
  const [first, rest] = parts;
  return [note + first, rest].flatMap((part) => toPages(part, wayOn, head));
}

/** A view as lines of text: what it says, its numbered rows, and whom it could not ask. */
function bodyOf(view: Result<View, Failure>, time: LocalTime): string {
  if (!view.ok) return describeFailure(view.error, time);
  return [
    formatFinding(view.value, time),
    ...view.value.rows.map(numbered),
    ...silentIn(view.value, time),
  ].join('\n');
}

/** What is not well, and what is; nothing when that is no shorter, or not known to be so now. */
function fold(view: View, time: LocalTime): readonly [string, string] | undefined {
  const rows = view.rows.map(numbered);
  const trouble = view.rows.filter(({ isWell }) => isWell !== true).length;
  const others = rows.length - trouble;
  if (trouble === 0 || others < MIN_FOLDED || !isFresh(view, time)) return undefined;
  const line = `${others} others ${view.others ?? 'are well'}. + lists them`;
  const first = [
    formatFinding(view, time),
    ...rows.slice(0, trouble),
    line,
    ...silentIn(view, time),
  ];
  return [first.join('\n'), rows.slice(trouble).join('\n')];
}

const silentIn = ({ failures = [] }: View, time: LocalTime): readonly string[] =>
  failures.map((it) => describeFailure(it, time));

/** The same view with the rows that are known to be well behind all others. */
export const problemsFirst = (view: View): View => ({
  ...view,
  rows: view.rows.toSorted((a, b) => Number(a.isWell === true) - Number(b.isWell === true)),
});

/** What every page begins with, so that imaginary data is never taken for real. */
export const headOf = ({ isDemo = false }: Screen): string => (isDemo ? 'DEMO ' : '');

const numbered = ({ text }: ViewRow, index: number): string => `${index + 1} ${clip(text)}`;

function clip(text: string): string {
  const line = text.slice(0, 4 * ROW_CHARACTERS).replaceAll(/\s+/g, ' ');
  return line.length > ROW_CHARACTERS ? `${line.slice(0, ROW_CHARACTERS - 3)}...` : line;
}
