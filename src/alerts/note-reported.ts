import type { AlertEvent } from './alert-event.ts';
import type { AlertStore } from './alert-store.ts';
import { addCoverage, COVERAGE_MEMO, loadCoverage, newCoverage } from './coverage.ts';
import { addChanges, CHANGES_MEMO, loadChanges } from './recent-changes.ts';
import { reportedChanges } from './reported-changes.ts';

type Memos = ReadonlyMap<string, unknown>;

/** Returns the memos that reports change: the recent changes, and what the sources cover. */
export async function noteReported(
  store: Pick<AlertStore, 'memo'>,
  events: readonly AlertEvent[],
  now: number,
): Promise<Memos> {
  return new Map([
    ...(await noteChanges(store, events, now)),
    ...(await noteCoverage(store, events, now)),
  ]);
}

async function noteChanges(
  store: Pick<AlertStore, 'memo'>,
  events: readonly AlertEvent[],
  now: number,
): Promise<Memos> {
  const reported = reportedChanges(events, now);
  if (reported.length === 0) return new Map();
  const changes = addChanges(await loadChanges(store), reported, now);
  return new Map([[CHANGES_MEMO, changes]]);
}

async function noteCoverage(
  store: Pick<AlertStore, 'memo'>,
  events: readonly AlertEvent[],
  now: number,
): Promise<Memos> {
  const before = (await loadCoverage(store)) ?? newCoverage(now);
  const after = addCoverage(before, events, now);
  return after === before ? new Map() : new Map([[COVERAGE_MEMO, after]]);
}
