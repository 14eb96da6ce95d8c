import type { Clock } from '../core/clock.ts';
import type { AlertId } from './alert.ts';
import { type AlertBook, createAlertBook } from './alert-book.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertTiming } from './alert-timing.ts';
import type { AlertRecord, AlertSession, AlertTransaction } from './alert-transaction.ts';
import type { Decision } from './decision.ts';
import { createDependencies } from './dependencies.ts';
import { EMPTY_GRAPH } from './dependency-graph.ts';
import { dueAt } from './due-at.ts';
import { loadHolds } from './holds.ts';
import { type IncidentState, stateOf } from './incident.ts';
import type { AlertReader } from './reader.ts';

export interface SessionDependencies extends Pick<Decision, 'newId' | 'random' | 'isName'> {
  readonly timing: AlertTiming;
  readonly clock: Pick<Clock, 'now'>;
}

/** Everything that is stored at the end of a session besides what its decision changed. */
interface MoreToSave {
  readonly readers?: ReadonlyMap<string, AlertReader>;
  readonly memos?: ReadonlyMap<string, unknown> | undefined;
  readonly by?: AlertRecord['by'];
  /** True when the texts that are due have been sent: the incidents then wait for their next time. */
  readonly areTextsSent: boolean;
}

/** States in which nothing can be told at once. */
const SETTLED: ReadonlySet<IncidentState> = new Set(['pending', 'closed']);

/** Loads what a decision about these alerts may need: them, and all incidents that may still change. */
export async function loadBook(
  alerts: AlertStore,
  ids: readonly AlertId[],
  { timing, clock }: Pick<SessionDependencies, 'timing' | 'clock'>,
): Promise<AlertBook> {
  const now = clock.now();
  const incidents = await alerts.incidents(now - timing.codeRest);
  const lively = incidents.filter(
    ({ closedAt, held }) =>
      closedAt === undefined || now - closedAt <= timing.reopen || Object.keys(held).length > 0,
  );
  const [ofIncidents, named] = [
    await alerts.alertsOf(lively.map(({ id }) => id)),
    ids.length === 0 ? [] : await alerts.alerts(ids),
  ];
  return createAlertBook({ incidents, alerts: [...named, ...ofIncidents] });
}

/** Begins a decision in a transaction. */
export async function openSession(
  dependencies: SessionDependencies,
  tx: AlertTransaction,
  ids: readonly AlertId[],
  graph = EMPTY_GRAPH,
): Promise<AlertSession> {
  const { timing, newId, random, isName, clock } = dependencies;
  const book = await loadBook(tx.alerts, ids, dependencies);
  const now = Math.floor(clock.now()); // stores keep whole milliseconds
  const holds = await loadHolds(tx.alerts);
  const decision = { book, now, timing, newId, random, isName, holds };
  const learned = createDependencies(graph, now);
  return {
    decision: { ...decision, dependencies: learned },
    readers: await tx.alerts.readers(),
    tx,
  };
}

/** Stores what a decision changed, and when its incidents have to be looked at again. */
export async function saveSession({ decision, tx }: AlertSession, more: MoreToSave): Promise<void> {
  const { alerts, incidents, transitions } = decision.book.changes();
  const { now } = decision;
  await tx.alerts.save({
    alerts,
    incidents: incidents.map((incident) => ({
      incident,
      dueAt: more.areTextsSent || SETTLED.has(stateOf(incident)) ? dueAt(decision, incident) : now,
    })),
    ...(more.readers && { readers: more.readers }),
    ...(more.memos && { memos: more.memos }),
  });
  for (const transition of transitions) await tx.record({ ...transition, at: now, by: more.by });
}
