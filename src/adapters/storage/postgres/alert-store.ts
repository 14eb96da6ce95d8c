import { idOf } from '../../../alerts/alert.ts';
import type { AlertStore } from '../../../alerts/alert-store.ts';
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
import { firstRow, type PgConnection, statement } from './connection.ts';

const PUT_ALERTS = statement(
  `INSERT INTO alert (${ALERT_COLUMNS})
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::text[])
   ON CONFLICT (source, key) DO UPDATE SET incident = excluded.incident, state = excluded.state,
     is_active = excluded.is_active, seen_at = excluded.seen_at, data = excluded.data`,
);
const PUT_INCIDENTS = statement(
  `INSERT INTO incident (${INCIDENT_COLUMNS})
   SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
   ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at, due_at = excluded.due_at, data = excluded.data`,
);
const PUT_READERS = statement(
  `INSERT INTO alert_reader (person, data) SELECT * FROM unnest($1::text[], $2::text[])
   ON CONFLICT (person) DO UPDATE SET data = excluded.data`,
);
const PUT_MEMOS = statement(
  `INSERT INTO alert_memo (name, data) SELECT * FROM unnest($1::text[], $2::text[])
   ON CONFLICT (name) DO UPDATE SET data = excluded.data`,
);
const INCIDENTS = statement(
  `SELECT data FROM incident WHERE closed_at IS NULL OR closed_at >= $1 OR due_at IS NOT NULL
   ORDER BY created_at, id`,
);
const ALERTS = statement(
  `SELECT data FROM alert JOIN unnest($1::text[], $2::text[]) AS wanted (source, key) USING (source, key)`,
);
const ALERTS_OF = statement('SELECT data FROM alert WHERE incident = ANY($1)');
const HEARTBEATS = statement(`SELECT data FROM alert WHERE state = 'heartbeat'`);
const READERS = statement('SELECT person, data FROM alert_reader');
const MEMO = statement('SELECT data FROM alert_memo WHERE name = $1');
const DUE = statement('SELECT min(due_at) AS at FROM incident WHERE due_at IS NOT NULL');
const FORGET_INCIDENTS = statement('DELETE FROM incident WHERE closed_at < $1 AND due_at IS NULL');
const FORGET_ALERTS = statement('DELETE FROM alert WHERE NOT is_active AND seen_at < $1');

/** Stores alerts and incidents in PostgreSQL. */
export function createAlertStore({ rows, run, ...connection }: PgConnection): AlertStore {
  const query = { rows, run, ...connection };

  return {
    incidents: async (since) => (await rows(INCIDENTS, since)).map((row) => IncidentRow.parse(row)),
    async alerts(ids) {
      const [sources, keys] = [ids.map(({ source }) => source), ids.map(({ key }) => key)];
      return (await rows(ALERTS, sources, keys)).map((row) => AlertRow.parse(row));
    },
    alertsOf: async (ids) => (await rows(ALERTS_OF, ids)).map((row) => AlertRow.parse(row)),
    heartbeats: async () => (await rows(HEARTBEATS)).map((row) => AlertRow.parse(row)),
    async readers() {
      const found = (await rows(READERS)).map((row) => AlertReaderRow.parse(row));
      return new Map(found.map(({ person, data }) => [person, data]));
    },
    async memo(name) {
      const row = await firstRow(query, MEMO, name);
      return row && MemoRow.parse(row);
    },
    async save({ alerts = [], incidents = [], readers = new Map(), memos = new Map() }) {
      if (alerts.length > 0) {
        // One statement cannot write the same row twice.
        const last = new Map(alerts.map((one) => [idOf(storedId(one)), alertValues(one)]));
        const all = [...last.values()];
        await run(
          PUT_ALERTS,
          ...[all.map((one) => one.source), all.map((one) => one.key)],
          ...[all.map((one) => one.incident), all.map((one) => one.state)],
          ...[all.map((one) => one.isActive), all.map((one) => one.seenAt)],
          all.map((one) => one.data),
        );
      }
      if (incidents.length > 0) {
        const all = incidents.map(incidentValues);
        await run(
          PUT_INCIDENTS,
          ...[all.map((one) => one.id), all.map((one) => one.createdAt)],
          ...[all.map((one) => one.closedAt), all.map((one) => one.dueAt)],
          all.map((one) => one.data),
        );
      }
      const jsonOf = (map: ReadonlyMap<string, unknown>): readonly string[] =>
        [...map.values()].map((value) => JSON.stringify(value));
      if (readers.size > 0) await run(PUT_READERS, [...readers.keys()], jsonOf(readers));
      if (memos.size > 0) await run(PUT_MEMOS, [...memos.keys()], jsonOf(memos));
    },
    async nextDue() {
      const row = await firstRow(query, DUE);
      return (row && DueRow.parse(row).at) ?? undefined;
    },
    forgetBefore: async (at) => (await run(FORGET_INCIDENTS, at)) + (await run(FORGET_ALERTS, at)),
  };
}
