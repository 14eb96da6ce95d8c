import { err, type Result } from '../../core/result.ts';
import { fromLabels, readLabelledAlerts } from './labelled-alert.ts';
import { isList } from './lenient.ts';
import { parseJson } from './parse-json.ts';
import type { Report, ReportedAlerts } from './report.ts';
import { toReport } from './to-report.ts';

export interface DirectRequest {
  /** The name that the source was given. */
  readonly source: string;
  readonly body: string;
  readonly now: number;
}

/** Reads what Prometheus posts to `/api/v2/alerts` of an Alertmanager. */
export function readPrometheusAlerts({ source, body, now }: DirectRequest): Result<Report, string> {
  const json = parseJson(body);
  if (!json.ok) return json;
  if (!isList(json.value)) return err('not a list of alerts');
  return toReport(readAlertList(json.value, now), { product: 'prometheus', source, now });
}

export const readAlertList = (
  list: readonly unknown[],
  now: number,
): Result<ReportedAlerts, string> => readLabelledAlerts(list, (alert) => fromLabels(alert, now));
