import { formatDuration } from '../core/format.ts';
import type { Alert } from './alert.ts';
import { createBranch } from './branch.ts';
import type { Dependencies } from './dependencies.ts';
import type { Incident } from './incident.ts';
import type { RecentChange } from './recent-changes.ts';

type Blame = NonNullable<Incident['blame']>;

/** A change explains what begins within this time after it. */
export const BLAME_WITHIN_MS = 30 * 60_000;

/** The clocks of two sources differ a little. */
const CLOCK_SKEW_MS = 10_000;

/** One step away counts as much as so much time. */
const STEP_MS = 10 * 60_000;

/** Finds the change that probably caused an alert: the nearest one in time and place. */
export function findBlame(
  { id, root, round }: Pick<Incident, 'id' | 'root' | 'round'>,
  alert: Alert,
  changes: readonly RecentChange[],
  dependencies: Dependencies,
): Blame | undefined {
  const begin = alert.startedAt;
  const recent = changes.filter(
    ({ at, alert: reportedBy }) =>
      at >= begin - BLAME_WITHIN_MS && at <= begin + CLOCK_SKEW_MS && reportedBy !== root,
  );
  if (recent.length === 0 || alert.incident !== id) return undefined;
  const branch = createBranch(dependencies, alert);
  const [nearest] = recent
    .flatMap((change) => {
      const distance = branch.distanceTo(change);
      return distance === undefined
        ? []
        : [{ change, cost: begin - change.at + distance * STEP_MS }];
    })
    .toSorted((a, b) => a.cost - b.cost);
  if (!nearest) return undefined;
  const { words, at } = nearest.change;
  return { words, at, begin, root, round };
}

/** Returns the blame of an incident as it is now: that of an earlier round, or of another root, counts no more. */
export const blameOf = ({ blame, root, round }: Incident): Blame | undefined =>
  blame?.root === root && blame.round === round ? blame : undefined;

/** `2m after update of jellyfin`. */
export const describeBlame = ({ words, at, begin }: Blame): string =>
  begin - at < 1000
    ? `Right after ${words}`
    : `${formatDuration((begin - at) / 1000)} after ${words}`;
