import type { AlertChanges, AlertStore } from '../../../alerts/alert-store.ts';
import {
  ALERT_COLUMNS,
  AlertReaderRow,
  AlertRow,
  alertValues,
  DueRow,
  INCIDENT_COLUMNS,
  IncidentRow,
  incidentValues,
  MemoRow,
  storedId,
} from '../alert-rows.ts';
import type { Connection } from './connection.ts';

/** Stores alerts and incidents in SQLite. */
export function createAlertStore({ sql, read, write }: Connection): AlertStore {
  const putAlert = sql.prepare(
    `INSERT INTO alert (${ALERT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (source, key) DO UPDATE SET incident = excluded.incident, state = excluded.state,
       is_active = excluded.is_active, seen_at = excluded.seen_at, data = excluded.data`,
  );
  const putIncident = sql.prepare(
    `INSERT INTO incident (${INCIDENT_COLUMNS}) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at, due_at = excluded.due_at,
       data = excluded.data`,
  );
  const putReader = sql.prepare(
    `INSERT INTO alert_reader (person, data) VALUES (?, ?)
     ON CONFLICT (person) DO UPDATE SET data = excluded.data`,
  );
  const putMemo = sql.prepare(
    `INSERT INTO alert_memo (name, data) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET data = excluded.data`,
  );
  const incidents = sql.prepare(
    `SELECT data FROM incident WHERE closed_at IS NULL OR closed_at >= ? OR due_at IS NOT NULL
     ORDER BY created_at, id`,
  );
  const alerts = sql.prepare(
    `SELECT data FROM alert JOIN json_each(?) AS wanted
       ON alert.source = wanted.value ->> 0 AND alert.key = wanted.value ->> 1`,
  );
  const alertsOf = sql.prepare(
    `SELECT data FROM alert WHERE incident IN (SELECT value FROM json_each(?))`,
  );
  const heartbeats = sql.prepare(`SELECT data FROM alert WHERE state = 'heartbeat'`);
  const readers = sql.prepare('SELECT person, data FROM alert_reader');
  const memo = sql.prepare('SELECT data FROM alert_memo WHERE name = ?');
  const due = sql.prepare('SELECT min(due_at) AS at FROM incident WHERE due_at IS NOT NULL');
  const forgetIncidents = sql.prepare(
    'DELETE FROM incident WHERE closed_at < ? AND due_at IS NULL',
  );
  const forgetAlerts = sql.prepare('DELETE FROM alert WHERE is_active = 0 AND seen_at < ?');

  function save({ alerts: changed = [], incidents: moved = [], ...more }: AlertChanges): void {
    for (const one of changed) {
      const { source, key, incident, state, isActive, seenAt, data } = alertValues(one);
      putAlert.run(source, key, incident, state, Number(isActive), seenAt, data);
    }
    for (const one of moved) {
      const { id, createdAt, closedAt, dueAt, data } = incidentValues(one);
      putIncident.run(id, createdAt, closedAt, dueAt, data);
    }
    for (const [person, reader] of more.readers ?? [])
      putReader.run(person, JSON.stringify(reader));
    for (const [name, value] of more.memos ?? []) putMemo.run(name, JSON.stringify(value));
  }

  return {
    incidents: (since) => read(() => incidents.all(since).map((row) => IncidentRow.parse(row))),
    alerts: (ids) =>
      read(() => {
        const wanted = JSON.stringify(ids.map(storedId).map(({ source, key }) => [source, key]));
        return alerts.all(wanted).map((row) => AlertRow.parse(row));
      }),
    alertsOf: (ids) =>
      read(() => alertsOf.all(JSON.stringify(ids)).map((row) => AlertRow.parse(row))),
    heartbeats: () => read(() => heartbeats.all().map((row) => AlertRow.parse(row))),
    readers: () =>
      read(() => {
        const rows = readers.all().map((row) => AlertReaderRow.parse(row));
        return new Map(rows.map(({ person, data }) => [person, data]));
      }),
    memo: (name) =>
      read(() => {
        const row = memo.get(name);
        return row && MemoRow.parse(row);
      }),
    save: (changes) => write(() => save(changes)),
    nextDue: () => read(() => DueRow.parse(due.get()).at ?? undefined),
    forgetBefore: (at) =>
      write(() => Number(forgetIncidents.run(at).changes) + Number(forgetAlerts.run(at).changes)),
  };
}
