import type { AlertEvent } from './alert-event.ts';
import type { AlertStore } from './alert-store.ts';
import {
  addAnswer,
  addCoverage,
  COVERAGE_MEMO,
  type Coverage,
  loadCoverage,
  newCoverage,
} from './coverage.ts';
import { OWN_SOURCE } from './incident.ts';
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

const noteCoverage = (
  store: Pick<AlertStore, 'memo'>,
  events: readonly AlertEvent[],
  now: number,
): Promise<Memos> =>
  events.some(({ source }) => source !== OWN_SOURCE)
    ? changeCoverage(store, now, (before) => addCoverage(before, events, now))
    : Promise.resolve(new Map());

/** Returns the memo that the answer of a source changes: all that it watches is covered, also what is well. */
export const noteAnswer = (
  store: Pick<AlertStore, 'memo'>,
  { source, shown }: { readonly source: string; readonly shown: readonly AlertEvent[] },
  now: number,
): Promise<Memos> => changeCoverage(store, now, (before) => addAnswer(before, source, shown, now));

async function changeCoverage(
  store: Pick<AlertStore, 'memo'>,
  now: number,
  change: (before: Coverage) => Coverage,
): Promise<Memos> {
  const before = (await loadCoverage(store)) ?? newCoverage(now);
  const after = change(before);
  return after === before ? new Map() : new Map([[COVERAGE_MEMO, after]]);
}
