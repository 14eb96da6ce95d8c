import { map } from '../../core/result.ts';
import { AlertGroup } from './alertmanager.ts';
import { fromLabels, type LabelledAlert, labelOf, readLabelledAlerts } from './labelled-alert.ts';
import type { ReportedAlert, ReportReader } from './report.ts';

/** Webhooks of Grafana's unified alerting: the shape of Alertmanager's, with more in it. */
export const grafana: ReportReader = {
  product: 'grafana',
  matches: ({ alerts, orgId, appVersion, version, state }) =>
    Array.isArray(alerts) &&
    (orgId !== undefined || appVersion !== undefined || (version === '1' && state !== undefined)),
  read(body, { now }) {
    const { alerts, groupKey, truncatedAlerts } = AlertGroup.parse(body);
    const reported = readLabelledAlerts(alerts, (alert) => ({
      ...fromGrafana(alert, now),
      groupKey,
    }));
    return map(reported, ({ alerts: read, more }) => ({
      alerts: read,
      more: more + truncatedAlerts,
    }));
  },
};

/** Alerts of Grafana about its own rules: the thing behind the rule may be well. */
const NO_DATA: ReadonlyMap<string, string> = new Map([
  ['DatasourceNoData', 'no data'],
  ['DatasourceError', 'data source error'],
]);

export function fromGrafana(alert: LabelledAlert, now: number): ReportedAlert {
  const { labels, annotations } = alert;
  const reported = fromLabels(alert, now);
  const name = labelOf(labels, 'alertname') ?? '';
  const rule = labelOf(labels, 'rulename');
  const subject = reported.subject ?? rule;
  if (name === 'TestAlert') return { ...reported, subject, state: 'test', title: 'Grafana test' };
  const noData = NO_DATA.get(name);
  if (noData !== undefined) {
    const state = reported.state === 'firing' ? 'nodata' : reported.state;
    return { ...reported, subject, state, title: rule ? `${rule}: ${noData}` : noData };
  }
  // The names of Grafana's rules are headings of their own; a summary says more than both.
  return { ...reported, subject, title: labelOf(annotations, 'summary') ?? reported.title };
}
