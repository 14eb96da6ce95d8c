import { type Alert, isActive } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import type { Decision } from './decision.ts';
import type { Maintenance } from './holds.ts';
import type { Incident } from './incident.ts';

/**
 * Notes on incidents which maintenance covers them: the first text about them waits for its end. One that is about something
 * else as well by now waits no longer.
 */
export function holdForMaintenance(decision: Decision, incident: Incident): Incident {
  const { book, now, holds } = decision;
  const underWay = holds.maintenance.filter(({ from, until }) => from <= now && now < until);
  const covering = underWay.find((one) => covers(book, one, incident));
  if (!covering) {
    if (!isUnderMaintenance(decision, incident)) return incident;
    const { maintenance: _, ...rest } = incident;
    return rest;
  }
  const { id, name, until } = covering;
  if (incident.maintenance?.id === id && incident.maintenance.until === until) return incident;
  return { ...incident, maintenance: { id, until, ...(name !== undefined && { name }) } };
}

/** An incident is covered when everything is that is in trouble now. */
function covers(
  book: Pick<AlertBook, 'members'>,
  { name, places }: Maintenance,
  { id }: Incident,
): boolean {
  if (name === undefined) return true;
  const members = book.members(id);
  const active = members.filter(isActive);
  const judged = active.length > 0 ? active : members;
  const isCovered = ({ place, subject = '' }: Alert): boolean =>
    (place !== undefined && places.includes(place)) || subject.toLowerCase() === name.toLowerCase();
  return judged.length > 0 && judged.every(isCovered);
}

/** Returns true while a maintenance keeps texts about an incident back. */
export const isUnderMaintenance = (
  { holds, now }: Pick<Decision, 'holds' | 'now'>,
  { maintenance }: Incident,
): boolean =>
  maintenance !== undefined &&
  holds.maintenance.some(
    ({ id, from, until }) => id === maintenance.id && from <= now && now < until,
  );
