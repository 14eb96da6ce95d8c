import type { AlertEvent } from './alert-event.ts';
import type { AlertStore } from './alert-store.ts';
import { addChanges, CHANGES_MEMO, loadChanges } from './recent-changes.ts';
import { reportedChanges } from './reported-changes.ts';

/** Returns the memo of recent changes with those that sources report now; empty when they report none. */
export async function noteReported(
  store: Pick<AlertStore, 'memo'>,
  events: readonly AlertEvent[],
  now: number,
): Promise<ReadonlyMap<string, unknown>> {
  const reported = reportedChanges(events, now);
  if (reported.length === 0) return new Map();
  const changes = addChanges(await loadChanges(store), reported, now);
  return new Map([[CHANGES_MEMO, changes]]);
}
