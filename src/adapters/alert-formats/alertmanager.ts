import { z } from 'zod';
import { map } from '../../core/result.ts';
import { fromLabels, readLabelledAlerts } from './labelled-alert.ts';
import { looseCount, looseList, looseText } from './lenient.ts';
import type { ReportReader } from './report.ts';

export const AlertGroup = z.object({
  alerts: looseList,
  groupKey: looseText,
  truncatedAlerts: looseCount,
});

/** Webhooks of Alertmanager, version 4. */
export const alertmanager: ReportReader = {
  product: 'alertmanager',
  matches: ({ alerts, groupKey, version, receiver }) =>
    Array.isArray(alerts) &&
    (groupKey !== undefined || version !== undefined || receiver !== undefined),
  read(body, { now }) {
    const { alerts, groupKey, truncatedAlerts } = AlertGroup.parse(body);
    const reported = readLabelledAlerts(alerts, (alert) => ({
      ...fromLabels(alert, now),
      groupKey,
    }));
    return map(reported, ({ alerts: read, more }) => ({
      alerts: read,
      more: more + truncatedAlerts,
    }));
  },
};
