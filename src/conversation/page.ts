import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Result } from '../core/result.ts';
import type { Screen, View, ViewRow } from '../menu/menu.ts';
import { told } from '../menu/told.ts';

/** Enough to recognise a thing in a list; opening the row shows it whole. */
const ROW_CHARACTERS = 72;

/** A view as lines of text: what it says, its numbered rows, and whom it could not ask. */
export function bodyOf(view: Result<View, Failure>, time: LocalTime): string {
  if (!view.ok) return describeFailure(view.error, time);
  const { rows, failures = [] } = view.value;
  return [
    told(view.value, time),
    ...rows.map(numbered),
    ...failures.map((it) => describeFailure(it, time)),
  ].join('\n');
}

/** What every page begins with, so that imaginary data is never taken for real. */
export const headOf = ({ isDemo = false }: Screen): string => (isDemo ? 'DEMO ' : '');

const numbered = ({ text }: ViewRow, index: number): string => `${index + 1} ${clip(text)}`;

function clip(text: string): string {
  const line = text.slice(0, 4 * ROW_CHARACTERS).replaceAll(/\s+/g, ' ');
  return line.length > ROW_CHARACTERS ? `${line.slice(0, ROW_CHARACTERS - 3)}...` : line;
}
