import type { Decision } from './decision.ts';
import { type Incident, stateOf, wasTexted } from './incident.ts';

/** Returns the next time at which an incident has to be looked at; `undefined` when there is nothing left to do. */
export function dueAt({ now, timing }: Decision, incident: Incident): number | undefined {
  const { opensAt, clearSince, response } = incident;
  const later = now + LOOK_AGAIN_MS;
  const state = stateOf(incident);
  switch (state) {
    case 'closed':
      return isUntold(incident, now - timing.codeRest) ? later : undefined;
    case 'pending':
      if (incident.check && incident.check.askedAt === undefined) return now;
      return wasTexted(incident) ? opensAt : Math.min(opensAt, clearSince ?? opensAt);
    case 'recovering':
      return Math.min(later, (clearSince ?? now) + timing.recovery);
    case 'open':
    case 'acked':
    case 'snoozed':
    case 'muted':
    case 'stale':
      return Math.min(later, response?.until ?? later);
    default:
      return state satisfies never;
  }
}

const LOOK_AGAIN_MS = 30_000;

/** Returns true while somebody is to hear of an end. Whoever is no operator any more never will. */
function isUntold({ ending, told, held, closedAt = 0 }: Incident, since: number): boolean {
  if (closedAt < since) return false;
  const isOpenFor = Object.values(told).some(({ story }) => story !== 'over');
  return (ending === 'recovered' && isOpenFor) || Object.keys(held).length > 0;
}
