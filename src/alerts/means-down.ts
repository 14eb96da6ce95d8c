import type { Alert } from './alert.ts';
import { OWN_SOURCE } from './incident.ts';

/** Words of sources for a thing that cannot be reached at all. */
const DOWN =
  /\b(?:down|offline|unreachable|not reachable|no answer|not respond\w*|unresponsive|unavailable|disconnected|not ready|lost|dead|fenc\w+|timed? ?out|host ?down|node ?down|instance ?down|target ?down|no route|connection refused)\b/i;

/** Returns true for an alert that says that the thing itself is down, so that what depends on it cannot work either. */
export function meansDown({ source, key, state, severity, title }: Alert, place: string): boolean {
  if (state === 'info') return false;
  if (source === OWN_SOURCE) return key === place && severity === 'critical';
  return DOWN.test(title.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '));
}
