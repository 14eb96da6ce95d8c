import { z } from 'zod';
import { type Alert, isActive } from './alert.ts';
import type { AlertStore } from './alert-store.ts';
import { createBranch } from './branch.ts';
import type { Decision } from './decision.ts';
import type { Dependencies } from './dependencies.ts';
import type { Incident } from './incident.ts';
import type { RecentChange } from './recent-changes.ts';

/** A change that ended the trouble of an alert. Plain data. */
const Fix = z.object({
  source: z.string(),
  key: z.string(),
  /** The thing in trouble, where it is known. */
  place: z.string().optional(),
  operation: z.string(),
  input: z.record(z.string(), z.string()),
  label: z.string(),
  at: z.number(),
  /** The number of times in a row that it did not help. */
  failures: z.number(),
  /** The last change that did not help. */
  failedChange: z.string().optional(),
});
export type Fix = z.infer<typeof Fix>;

/** The name under which fixes are stored. */
export const FIXES_MEMO = 'fixes';

const MAX_FIXES = 200;

/** An incident that ends within this time after a change was ended by it; one that goes on was not. */
const HELPS_WITHIN_MS = 15 * 60_000;

/** A fix that did not help so many times in a row is forgotten. */
const MAX_FAILURES = 2;

/** Returns the stored fixes; what cannot be read is forgotten. */
export const loadFixes = async (store: Pick<AlertStore, 'memo'>): Promise<readonly Fix[]> =>
  z.array(Fix).safeParse(await store.memo(FIXES_MEMO)).data ?? [];

interface Learned {
  readonly decision: Pick<Decision, 'book' | 'now'>;
  readonly changes: readonly RecentChange[];
  readonly dependencies: Dependencies;
}

/** Brings the fixes in line with what ended now, and with what goes on although a fix was tried. */
export function learnFixes(before: readonly Fix[], learned: Learned): readonly Fix[] {
  const { book, now } = learned.decision;
  let fixes = before;
  for (const incident of book.incidents()) {
    const root = book.alertById(incident.root);
    if (root?.incident !== incident.id) continue;
    if (incident.closedAt === now && incident.ending === 'recovered') {
      fixes = withHelpful(fixes, helpfulChange(incident, root, learned), root, learned);
    } else if (incident.openedAt !== undefined && isActive(root)) {
      fixes = withFailure(fixes, incident, root, learned);
    }
  }
  return fixes;
}

/** Finds the change that ended an incident: the nearest one to its root, and of those the last. */
function helpfulChange(
  { startedAt, clearSince }: Incident,
  root: Alert,
  { changes, dependencies, decision: { now } }: Learned,
): RecentChange | undefined {
  const end = clearSince ?? now;
  const from = Math.max(startedAt, end - HELPS_WITHIN_MS);
  const tried = changes.filter(
    ({ request, at }) => request?.isDone === true && at >= from && at <= end,
  );
  const branch = createBranch(dependencies, root);
  const [nearest] = tried
    .flatMap((change) => {
      const distance = branch.distanceTo(change);
      return distance === undefined ? [] : [{ change, distance }];
    })
    .toSorted((a, b) => a.distance - b.distance || b.change.at - a.change.at);
  return nearest?.change;
}

function withHelpful(
  fixes: readonly Fix[],
  change: RecentChange | undefined,
  root: Alert,
  { dependencies, decision: { now } }: Learned,
): readonly Fix[] {
  if (!change?.request) return fixes;
  const { operation, input, label } = change.request;
  const { source, key } = root;
  const fix: Fix = {
    ...{ source, key, place: dependencies.placeOf(root) },
    ...{ operation, input, label, at: now, failures: 0 },
  };
  return [...fixes.filter((one) => !isFor(one, root)), fix].slice(-MAX_FIXES);
}

/** Counts a fix that was tried in vain, once for each time. */
function withFailure(
  fixes: readonly Fix[],
  { startedAt }: Incident,
  root: Alert,
  { changes, decision: { now } }: Learned,
): readonly Fix[] {
  const fix = fixes.find((one) => isFor(one, root));
  const tried = fix && changes.findLast((change) => isAttempt(change, fix));
  if (!tried || tried.at < startedAt || now - tried.at < HELPS_WITHIN_MS) return fixes;
  if (tried.id === fix.failedChange) return fixes;
  const failed: Fix = { ...fix, failures: fix.failures + 1, failedChange: tried.id };
  const others = fixes.filter((one) => one !== fix);
  return failed.failures >= MAX_FAILURES ? others : [...others, failed];
}

const isAttempt = ({ request }: RecentChange, { operation, input }: Fix): boolean =>
  request?.operation === operation && JSON.stringify(request.input) === JSON.stringify(input);

const isFor = (fix: Fix, { source, key }: Pick<Alert, 'source' | 'key'>): boolean =>
  fix.source === source && fix.key === key;

/** Returns the fix that helped before against the trouble of an alert, at the same thing. */
export const findFix = (
  fixes: readonly Fix[],
  alert: Alert,
  dependencies: Dependencies,
): Fix | undefined =>
  fixes.find((fix) => {
    const place = dependencies.placeOf(alert);
    const isMoved = fix.place !== undefined && place !== undefined && fix.place !== place;
    return isFor(fix, alert) && !isMoved;
  });

/** A fix as an incident offers it. */
export type AlertFix = NonNullable<Incident['fix']>;

/** Returns the fix of an incident as it is now: that of another root counts no more. */
export const fixOf = ({ fix, root, round }: Incident): AlertFix | undefined =>
  fix?.root === root && fix.round === round ? fix : undefined;
