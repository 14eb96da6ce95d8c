import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Result } from '../core/result.ts';
import { FRESH_MS } from '../menu/area.ts';
import type { Screen, View, ViewRow } from '../menu/menu.ts';
import { spoken } from '../operation/spoken.ts';

/** Enough to recognise a thing in a list; opening the row shows it whole. */
const ROW_CHARACTERS = 72;

/** A view as lines of text: what it says, its numbered rows, and whom it could not ask. */
export function bodyOf(view: Result<View, Failure>, time: LocalTime): string {
  if (!view.ok) return describeFailure(view.error, time);
  const { rows, failures = [] } = view.value;
  return [
    wordsOf(view.value, time),
    ...rows.map(numbered),
    ...failures.map((it) => describeFailure(it, time)),
  ].join('\n');
}

/** What a view says; of old news only what was seen then, never that it is well now. */
function wordsOf(view: View, time: LocalTime): string {
  const { verdict, text, asOf, failure } = view;
  if (failure) return `${describeFailure(failure, time)}\nThen: ${text}`;
  if (asOf === undefined || time.now() - asOf <= FRESH_MS) return spoken(view);
  const who = verdict ? `${verdict.who} ` : '';
  return `${who}${time.ago(asOf)} ago: ${text}`;
}

/** What every page begins with, so that imaginary data is never taken for real. */
export const headOf = ({ isDemo = false }: Screen): string => (isDemo ? 'DEMO ' : '');

const numbered = ({ text }: ViewRow, index: number): string => `${index + 1} ${clip(text)}`;

function clip(text: string): string {
  const line = text.slice(0, 4 * ROW_CHARACTERS).replaceAll(/\s+/g, ' ');
  return line.length > ROW_CHARACTERS ? `${line.slice(0, ROW_CHARACTERS - 3)}...` : line;
}
