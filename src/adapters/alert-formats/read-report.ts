import type { AlertMapping } from '../../alerts/alert-mapping.ts';
import { err, type Result } from '../../core/result.ts';
import { alertmanager } from './alertmanager.ts';
import { gatus } from './gatus.ts';
import { generic, readGenericList } from './generic.ts';
import { grafana } from './grafana.ts';
import { healthchecks } from './healthchecks.ts';
import { isList, isObject } from './lenient.ts';
import { readMapped } from './mapped.ts';
import { pagerDuty } from './pagerduty.ts';
import { parseBody } from './parse-body.ts';
import { readPlainText } from './plain-text.ts';
import { readAlertList } from './prometheus.ts';
import { proxmoxVe } from './proxmox-ve.ts';
import type { Report, ReportReader } from './report.ts';
import { toReport } from './to-report.ts';
import { unifiNetwork } from './unifi-network.ts';
import { unifiProtect } from './unifi-protect.ts';
import { uptimeKuma } from './uptime-kuma.ts';

/** The first whose shape fits reads the body; the last fits any. */
const READERS: readonly [...ReportReader[], ReportReader] = [
  ...[uptimeKuma, grafana, alertmanager, unifiNetwork, unifiProtect, proxmoxVe],
  ...[pagerDuty, healthchecks, gatus],
  generic,
];

interface ReportRequest {
  /** The name that the source was given. */
  readonly source: string;
  readonly body: string;
  readonly query: Readonly<Record<string, string>>;
  /** Of a source whose form is configured: then it is not recognised by its shape. */
  readonly mapping?: AlertMapping | undefined;
  readonly now: number;
}

/** Reads what a monitoring tool posts. An error is a short phrase, and never quotes the body. */
export function readReport(request: ReportRequest): Result<Report, string> {
  const { source, mapping, now } = request;
  const parsed = parseBody(request);
  if (!parsed.ok) return parsed;
  const body = parsed.value;
  const as = (product: string) => ({ product, source, now });
  if (mapping) {
    if (body.form === 'text') return err('bad JSON');
    return toReport(readMapped(body.value, mapping), as('mapped'));
  }
  if (body.form === 'text') return toReport(readPlainText(body.text), as('plain-text'));
  const { value, text } = body;
  if (isList(value)) {
    return value.some((item) => isObject(item) && isObject(item['labels']))
      ? toReport(readAlertList(value, now), as('prometheus'))
      : toReport(readGenericList(value), as('generic'));
  }
  if (!isObject(value)) return err('not an alert');
  const reader = READERS.find((it) => it.matches(value)) ?? generic;
  return toReport(reader.read(value, { text, now }), as(reader.product));
}
