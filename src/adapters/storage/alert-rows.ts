import { z } from 'zod';
import { Alert, type AlertId, isActive } from '../../alerts/alert.ts';
import type { DueIncident } from '../../alerts/alert-store.ts';
import { Incident } from '../../alerts/incident.ts';
import { AlertReader } from '../../alerts/reader.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));

/** The rows of alerts, as both engines store them: what is searched for in columns, the rest as JSON. */
export const AlertRow = z.object({ data: json.pipe(Alert) }).transform(({ data }) => data);
export const IncidentRow = z.object({ data: json.pipe(Incident) }).transform(({ data }) => data);
export const AlertReaderRow = z.object({ person: z.string(), data: json.pipe(AlertReader) });
export const MemoRow = z.object({ data: json }).transform(({ data }) => data);
export const DueRow = z.object({ at: z.int().nullable() });

export const ALERT_COLUMNS = 'source, key, incident, state, is_active, seen_at, data';

/** Returns an id as the engines store it: UTF-8 has no lone surrogates. */
export const storedId = ({ source, key }: AlertId): AlertId => ({
  source: source.toWellFormed(),
  key: key.toWellFormed(),
});

export const alertValues = (alert: Alert) => ({
  ...storedId(alert),
  incident: alert.incident ?? null,
  state: alert.state,
  isActive: isActive(alert),
  seenAt: alert.seenAt,
  data: JSON.stringify(alert),
});

export const INCIDENT_COLUMNS = 'id, created_at, closed_at, due_at, data';

export const incidentValues = ({ incident, dueAt }: DueIncident) => ({
  id: incident.id,
  createdAt: incident.createdAt,
  closedAt: incident.closedAt ?? null,
  dueAt: dueAt ?? null,
  data: JSON.stringify(incident),
});
