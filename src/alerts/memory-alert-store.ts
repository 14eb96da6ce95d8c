import type { Alert } from './alert.ts';
import { idOf, isActive } from './alert.ts';
import type { AlertStore, DueIncident } from './alert-store.ts';
import type { AlertReader } from './reader.ts';

/** Creates a store of alerts in memory, which is fast enough for thousands of scripts. */
export function createMemoryAlertStore(): AlertStore {
  const alerts = new Map<string, Alert>();
  const incidents = new Map<string, DueIncident>();
  const readers = new Map<string, AlertReader>();
  const memos = new Map<string, unknown>();
  return {
    incidents: async (since) =>
      [...incidents.values()]
        .filter(
          ({ incident: { closedAt }, dueAt }) =>
            closedAt === undefined || closedAt >= since || dueAt !== undefined,
        )
        .map(({ incident }) => incident)
        .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    alerts: async (ids) => [...new Set(ids.map(idOf))].flatMap((id) => alerts.get(id) ?? []),
    alertsOf: async (ids) =>
      [...alerts.values()].filter(({ incident = '' }) => ids.includes(incident)),
    heartbeats: async () => [...alerts.values()].filter(({ state }) => state === 'heartbeat'),
    readers: async () => new Map(readers),
    memo: async (name) => memos.get(name),
    async save(changes) {
      for (const alert of changes.alerts ?? []) alerts.set(idOf(alert), alert);
      for (const due of changes.incidents ?? []) incidents.set(due.incident.id, due);
      for (const [person, reader] of changes.readers ?? []) readers.set(person, reader);
      for (const [name, value] of changes.memos ?? []) memos.set(name, value);
    },
    async nextDue() {
      const times = [...incidents.values()].flatMap(({ dueAt }) => dueAt ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    async forgetBefore(at) {
      const over = [...incidents].filter(
        ([, { incident, dueAt }]) => (incident.closedAt ?? at) < at && dueAt === undefined,
      );
      const gone = [...alerts].filter(([, alert]) => !isActive(alert) && alert.seenAt < at);
      for (const [id] of over) incidents.delete(id);
      for (const [id] of gone) alerts.delete(id);
      return over.length + gone.length;
    },
  };
}
