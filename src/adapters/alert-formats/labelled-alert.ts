import { z } from 'zod';
import type { AlertState } from '../../alerts/alert-event.ts';
import { parseSeverity } from '../../alerts/severity.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { hashKey } from './alert-key.ts';
import { hostOf } from './host-of.ts';
import { fieldOf, looseObject, looseText, toText } from './lenient.ts';
import { readTime } from './read-time.ts';
import { type JsonObject, MAX_ALERTS, type ReportedAlert, type ReportedAlerts } from './report.ts';

const LabelledAlert = z.object({
  status: looseText,
  labels: looseObject,
  annotations: looseObject,
  startsAt: looseText,
  endsAt: looseText,
  generatorURL: looseText,
  dashboardURL: looseText,
  fingerprint: looseText,
});
/** An alert of Prometheus, as Alertmanager and Grafana pass it on. */
export type LabelledAlert = z.infer<typeof LabelledAlert>;

/** Alerts that always fire: each is a sign of life of the whole chain. */
const HEARTBEATS = new Set(['watchdog', 'deadmansswitch', 'deadmanswitch']);

/** Reads the alerts of a list with one reader; unreadable ones and those beyond the limit are counted. */
export function readLabelledAlerts(
  list: readonly unknown[],
  read: (alert: LabelledAlert) => ReportedAlert,
): Result<ReportedAlerts, string> {
  const alerts = list
    .slice(0, MAX_ALERTS)
    .map((item) => LabelledAlert.safeParse(item))
    .flatMap((parsed) => (parsed.success ? [read(parsed.data)] : []));
  if (alerts.length === 0) return err('no alerts');
  return ok({ alerts, more: list.length - alerts.length });
}

/** Returns one alert; its state is its own, never that of the group it came with. */
export function fromLabels(alert: LabelledAlert, now: number): ReportedAlert {
  const { labels, annotations, endsAt } = alert;
  const name = labelOf(labels, 'alertname');
  const summary = labelOf(annotations, 'summary');
  const description = labelOf(annotations, 'description') ?? labelOf(annotations, 'message');
  const common = {
    key: alert.fingerprint ?? labelsKey(labels),
    severity: parseSeverity(labelOf(labels, 'severity')),
    subject: labelledSubject(labels),
    title: titleOf(name, summary ?? description),
    detail: summary === undefined ? undefined : description,
    startedAt: alert.startsAt,
    endedAt: endsAt,
    url: alert.dashboardURL ?? alert.generatorURL,
  };
  const state = stateOf(alert, now);
  if (name === undefined || !HEARTBEATS.has(name.toLowerCase())) return { ...common, state };
  // The end of a heartbeat is no sign of life: the rules behind it are no longer evaluated.
  return state === 'resolved'
    ? { ...common, state: 'nodata', severity: 'warning', title: `${name} ended: no sign of life` }
    : { ...common, state: 'heartbeat' };
}

function stateOf({ status, endsAt }: LabelledAlert, now: number): AlertState {
  if (status === 'resolved' || status === 'firing') return status;
  const endedAt = readTime(endsAt, now);
  return endedAt !== undefined && endedAt <= now ? 'resolved' : 'firing';
}

function titleOf(name: string | undefined, words: string | undefined): string {
  if (name === undefined) return words ?? '';
  return words === undefined || words === name ? name : `${name}: ${words}`;
}

export const labelOf = (labels: JsonObject, name: string): string | undefined =>
  toText(fieldOf(labels, name));

/** The labels identify an alert of Prometheus, in any order. */
const labelsKey = (labels: JsonObject): string =>
  hashKey(
    ...Object.keys(labels)
      .toSorted()
      .flatMap((name) => [name, labelOf(labels, name)]),
  );

const IN_NAMESPACE = ['pod', 'deployment', 'statefulset', 'daemonset', 'persistentvolumeclaim'];

/** Returns the thing in trouble. The instance of a Kubernetes metric is its exporter, not the pod that it is about. */
function labelledSubject(labels: JsonObject): string | undefined {
  const label = (name: string) => labelOf(labels, name);
  const instance = label('instance');
  const namespace = label('namespace');
  const object = namespace && IN_NAMESPACE.map(label).find((it) => it !== undefined);
  const inNamespace = object && `${namespace}/${object}`;
  const isExporter = label('job')?.includes('kube-state-metrics') ?? false;
  const host = instance && hostOf(instance);
  const [first, second] = isExporter ? [inNamespace, undefined] : [host, inNamespace];
  return first ?? second ?? label('node') ?? label('host') ?? host ?? label('job');
}
