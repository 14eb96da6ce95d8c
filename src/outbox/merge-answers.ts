import { BUDGETS, countWithin } from '../channels/channel-budget.ts';

const SEPARATOR = '\n\n';

/**
 * Merges the newest of several answers with as many of those before it as fit into one text. Its footer stays
 * the last line.
 */
export function mergeAnswers(older: readonly string[], newest: string): string {
  let merged = newest;
  for (const text of older.toReversed()) {
    const longer = `${text}${SEPARATOR}${merged}`;
    if (countWithin(BUDGETS.sms, longer) === undefined) break;
    merged = longer;
  }
  return merged;
}
