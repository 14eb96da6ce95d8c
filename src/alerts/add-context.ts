import type { AlertStore } from './alert-store.ts';
import { BLAME_WITHIN_MS, blameOf, findBlame } from './blame.ts';
import type { Decision } from './decision.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import { FIXES_MEMO, type Fix, findFix, learnFixes, loadFixes } from './fixes.ts';
import type { Incident } from './incident.ts';
import { loadGraph } from './load-graph.ts';
import { loadChanges, type RecentChange } from './recent-changes.ts';

interface Context {
  readonly changes: readonly RecentChange[];
  readonly fixes: readonly Fix[];
  readonly dependencies: Dependencies;
}

/**
 * Adds to incidents the change that probably caused them, and the one that helped before; learns from those that ended. Returns
 * what has to be stored with that.
 */
export async function addContext(
  decision: Decision,
  store: AlertStore,
): Promise<ReadonlyMap<string, unknown> | undefined> {
  const { book, now } = decision;
  const isConcerned = ({ openedAt, closedAt }: Incident): boolean =>
    openedAt !== undefined && (closedAt === undefined || closedAt === now);
  if (!book.incidents().some(isConcerned)) return undefined;
  const [changes, known] = [await loadChanges(store), await loadFixes(store)];
  if (changes.length === 0 && known.length === 0) return undefined;
  const dependencies = createDependencies(await loadGraph(store), now);
  const fixes = learnFixes(known, { decision, changes, dependencies });
  for (const incident of book.incidents())
    explain(decision, incident, { changes, fixes, dependencies });
  return fixes === known ? undefined : new Map([[FIXES_MEMO, fixes]]);
}

/** A change may become known a little later than what it caused. */
function explain({ book, now }: Decision, incident: Incident, context: Context): void {
  const { openedAt = now, closedAt, isStorm, root: id, round } = incident;
  const root = book.alertById(id);
  if (incident.openedAt === undefined || closedAt !== undefined || isStorm || !root) return;
  const { changes, fixes, dependencies } = context;
  const isDue = blameOf(incident) === undefined && now - openedAt <= BLAME_WITHIN_MS;
  const blame = isDue ? findBlame(incident, root, changes, dependencies) : undefined;
  const found = openedAt === now ? findFix(fixes, root, dependencies) : undefined;
  if (!blame && !found) return;
  const fix = found && fixFor(found, { root: id, round });
  book.putIncident({ ...incident, ...(blame && { blame }), ...(fix && { fix }) });
}

const fixFor = (
  { operation, input, label }: Fix,
  at: Pick<Incident, 'root' | 'round'>,
): Incident['fix'] => ({ operation, input, label, root: at.root, round: at.round });
