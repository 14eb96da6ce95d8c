import type { Alert } from './alert.ts';
import { OWN_SOURCE } from './incident.ts';

/** Words of sources for a thing that cannot be reached at all. */
const DOWN =
  /\b(?:down|offline|unreachable|not reachable|no answer|not respond\w*|unresponsive|unavailable|disconnected|not ready|lost|dead|fenc\w+|timed? ?out|host ?down|node ?down|instance ?down|target ?down|no route)\b/i;

/** Words of sources for a part of a thing, without which the rest of it works. */
const PART =
  /\b(?:backups?|disks?|drives?|volumes?|pools?|raid|smart|mounts?|nfs|smb|ports?|links?|uplinks?|interfaces?|nics?|fans?|psus?|power suppl\w+|batter\w+|replications?|snapshots?|services?|units?|containers?|exporters?|tunnels?|vpn|dns|ntp|sensors?|certificates?|packets?|databases?|quorum|sync\w*)\b/i;

/** Returns true for an alert that says that the thing itself is down, so that what depends on it cannot work either. */
export function meansDown({ source, key, state, severity, title }: Alert, place: string): boolean {
  if (state === 'info') return false;
  if (source === OWN_SOURCE) return key === place && severity === 'critical';
  const words = title.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return DOWN.test(words) && !PART.test(words);
}
