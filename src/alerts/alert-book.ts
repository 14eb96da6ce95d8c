import { type Alert, type AlertId, idOf, isActive } from './alert.ts';
import type { Incident } from './incident.ts';

/** The part of what is stored that a decision needs. */
export interface BookContent {
  readonly alerts: readonly Alert[];
  /** The incidents that are not over, and those whose codes still rest. */
  readonly incidents: readonly Incident[];
}

/** A step in the life of an incident, for the record. */
export interface Transition {
  readonly incident: string;
  readonly code?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly words: string;
}

/** A working copy of alerts and incidents, in which a decision is made; what changed in it is stored together. */
export interface AlertBook {
  readonly alert: (id: AlertId) => Alert | undefined;
  readonly alertById: (id: string) => Alert | undefined;
  readonly alerts: () => readonly Alert[];
  readonly incident: (id: string) => Incident | undefined;
  readonly incidents: () => readonly Incident[];
  /** All alerts of an incident, the oldest first. */
  readonly members: (incident: string) => readonly Alert[];
  readonly put: (alert: Alert) => void;
  readonly putIncident: (incident: Incident) => void;
  readonly note: (transition: Transition) => void;
  readonly changes: () => BookContent & { readonly transitions: readonly Transition[] };
}

export function createAlertBook(content: BookContent): AlertBook {
  const alerts = new Map(content.alerts.map((alert) => [idOf(alert), alert]));
  const incidents = new Map(content.incidents.map((incident) => [incident.id, incident]));
  const byIncident = new Map<string, Set<string>>();
  const changedAlerts = new Set<string>();
  const changedIncidents = new Set<string>();
  const transitions: Transition[] = [];
  for (const alert of content.alerts) index(alert);

  function index(alert: Alert): void {
    if (alert.incident === undefined) return;
    const known = byIncident.get(alert.incident);
    if (known) known.add(idOf(alert));
    else byIncident.set(alert.incident, new Set([idOf(alert)]));
  }

  return {
    alert: (id) => alerts.get(idOf(id)),
    alertById: (id) => alerts.get(id),
    alerts: () => [...alerts.values()],
    incident: (id) => incidents.get(id),
    incidents: () => [...incidents.values()],
    members: (incident) =>
      [...(byIncident.get(incident) ?? [])]
        .flatMap((id) => alerts.get(id) ?? [])
        .toSorted((a, b) => a.firedAt - b.firedAt),
    put(alert) {
      const id = idOf(alert);
      const before = alerts.get(id)?.incident;
      if (before !== undefined && before !== alert.incident) byIncident.get(before)?.delete(id);
      alerts.set(id, alert);
      changedAlerts.add(id);
      index(alert);
    },
    putIncident(incident) {
      incidents.set(incident.id, incident);
      changedIncidents.add(incident.id);
    },
    note: (transition) => void transitions.push(transition),
    changes: () => ({
      alerts: [...changedAlerts].flatMap((id) => alerts.get(id) ?? []),
      incidents: [...changedIncidents].flatMap((id) => incidents.get(id) ?? []),
      transitions,
    }),
  };
}

/** Returns the alerts of an incident that are active now. */
export const activeMembers = (book: AlertBook, incident: string): readonly Alert[] =>
  book.members(incident).filter(isActive);
