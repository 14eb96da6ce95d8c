import { activeMembers } from './alert-book.ts';
import type { Decision } from './decision.ts';
import { stateOf } from './incident.ts';

/** Returns the areas in which causes of new incidents may be, each incident once; they are to be asked at once. */
export function takeChecks({ book, now }: Decision): ReadonlySet<string> {
  const areas = new Set<string>();
  for (const incident of book.incidents()) {
    const { check } = incident;
    if (!check || check.askedAt !== undefined || stateOf(incident) !== 'pending') continue;
    for (const area of check.areas) areas.add(area);
    book.putIncident({ ...incident, check: { ...check, askedAt: now } });
  }
  return areas;
}

/** Ends the wait of incidents for which all areas were asked at that time or earlier. */
export function endChecks({ book, now, timing }: Decision, askedAt: number): void {
  for (const incident of book.incidents()) {
    const { check, ...rest } = incident;
    if (check?.askedAt === undefined || check.askedAt > askedAt) continue;
    if (stateOf(incident) !== 'pending') continue;
    const joined = activeMembers(book, incident.id).map(({ firedAt }) => firedAt);
    const wait = Math.max(incident.createdAt, ...joined) + timing.groupWait[incident.severity];
    book.putIncident({ ...rest, opensAt: Math.max(now, Math.min(incident.opensAt, wait)) });
  }
}
