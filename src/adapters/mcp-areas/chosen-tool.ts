import { entriesOf } from '../loose-data/json.ts';

/** One tool that was chosen for a list. */
export interface ChosenTool {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** In a few words: its name says so. */
  readonly why: string;
  /** There may be more than it tells. */
  readonly isNarrow: boolean;
  /** What its first answer looked like: `12 with name, status`. */
  readonly saw: string;
}

/** What tells one of the lists that the screens are made of. */
export interface Choice {
  readonly list: string;
  readonly tools: readonly ChosenTool[];
}

/** Hears which tool was chosen for what, when the server is connected and when its tools change. */
export type HearChoice = (choice: Choice) => void;

const MOST_KEYS = 8;
const LONGEST_KEY = 30;

/** How many records there are, and what the first of them holds. */
export function describeShape(records: readonly unknown[]): string {
  const keys = entriesOf(records[0])
    .slice(0, MOST_KEYS)
    .map(([key]) => key.slice(0, LONGEST_KEY));
  return keys.length === 0 ? String(records.length) : `${records.length} with ${keys.join(', ')}`;
}
