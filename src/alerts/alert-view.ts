import { z } from 'zod';
import { idOf, isActive, nameOf } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import { type Incident, type IncidentState, stateOf } from './incident.ts';

const MAX_MEMBERS = 100;

/** An incident as every face shows it. Times are epoch milliseconds. */
export const AlertView = z.object({
  id: z.string(),
  /** The code that people text: `K7`. */
  code: z.string().optional(),
  source: z.string(),
  subject: z.string(),
  title: z.string(),
  severity: z.enum(['critical', 'warning', 'info']),
  state: z.enum([
    ...(['pending', 'open', 'acked', 'snoozed', 'muted', 'recovering', 'stale', 'closed'] as const),
  ]),
  /** The number of its alerts that are active, or were. */
  count: z.number(),
  started_at: z.number(),
  ended_at: z.number().optional(),
  /** The texts about it that went out. */
  texts: z.number(),
  /** The names of the things in it, those that are still in trouble first. */
  members: z.array(z.string()),
});
export type AlertView = z.infer<typeof AlertView>;

export const ALERT_STATES = AlertView.shape.state.options;

/** Describes an incident as data. */
export function viewIncident(book: AlertBook, incident: Incident): AlertView {
  const all = book.members(incident.id);
  const active = all.filter(isActive);
  const shown = active.length > 0 ? active : all;
  const sorted = [...active, ...all.filter((alert) => !isActive(alert))].toSorted(
    (a, b) => Number(idOf(b) === incident.root) - Number(idOf(a) === incident.root),
  );
  return {
    ...{ id: incident.id, severity: incident.severity, state: stateOf(incident) },
    ...(incident.code !== undefined && { code: incident.code }),
    ...{ source: incident.about.source, subject: incident.about.name },
    title: incident.about.title,
    count: Math.max(1, shown.length),
    started_at: incident.startedAt,
    ...(incident.closedAt !== undefined && { ended_at: incident.clearSince ?? incident.closedAt }),
    texts: Object.values(incident.told).reduce((sum, { count }) => sum + count, 0),
    members: sorted.length > 0 ? sorted.slice(0, MAX_MEMBERS).map(nameOf) : [incident.about.name],
  };
}

const ORDER: readonly IncidentState[] = [
  ...(['open', 'stale', 'pending', 'acked', 'snoozed', 'muted', 'recovering', 'closed'] as const),
];

/** Sorts what needs somebody first: open before answered before over, critical before the rest, the newest first. */
export const byUrgency = (a: AlertView, b: AlertView): number =>
  ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
  Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
  b.started_at - a.started_at;
