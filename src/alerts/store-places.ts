import type { PlacedThing } from '../operation/placed-thing.ts';
import type { Alerts } from './alerts.ts';
import { type DependencyGraph, GRAPH_MEMO } from './dependency-graph.ts';
import { learnDependencies } from './learn-dependencies.ts';
import { loadGraph } from './load-graph.ts';
import { noteSeen } from './seen-changes.ts';

/** A graph that shows nothing new is stored so often all the same: its dependencies grow old otherwise. */
const STORE_EVERY_MS = 30 * 60_000;

/** Adds what an area lists to the stored graph. */
export const storePlaces = (
  alerts: Pick<Alerts, 'decide'>,
  area: string,
  listed: readonly PlacedThing[],
): Promise<void> =>
  alerts.decide(async ({ decision: { now }, tx }) => {
    const before = await loadGraph(tx.alerts);
    const after = learnDependencies(before, area, listed, now);
    const isOld = now - oldestOf(before, listed) >= STORE_EVERY_MS;
    if (!isOld && !isChanged(before, after)) return;
    const changes = await noteSeen(tx.alerts, { before, after, now });
    await tx.alerts.save({ memos: new Map([[GRAPH_MEMO, after], ...changes]) });
  });

/** Returns when the oldest of these things was stored; 0 where one is new. */
function oldestOf({ things }: DependencyGraph, listed: readonly PlacedThing[]): number {
  const seenAt = new Map(things.map((thing) => [thing.subject, thing.seenAt]));
  return listed.reduce(
    (oldest, { subject }) => Math.min(oldest, seenAt.get(subject) ?? 0),
    Number.POSITIVE_INFINITY,
  );
}

const isChanged = (before: DependencyGraph, after: DependencyGraph): boolean =>
  outline(before) !== outline(after);

/** Returns everything but the ages. */
const outline = ({ things, dependencies }: DependencyGraph): string =>
  JSON.stringify([
    things
      .map(({ subject, name, addresses, version, lacks }) => [
        ...[subject, name, addresses, version, lacks],
      ])
      .toSorted(bySubject),
    dependencies.map(({ child, parent, kind }) => [child, parent, kind].join(' ')).toSorted(),
  ]);

const bySubject = ([a]: readonly unknown[], [b]: readonly unknown[]): number =>
  String(a) < String(b) ? -1 : 1;
