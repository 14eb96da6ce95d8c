import { map, type Result } from '../../core/result.ts';
import type { Report, ReportedAlerts } from './report.ts';
import { toAlertEvent } from './to-alert-event.ts';

interface Origin {
  readonly product: string;
  readonly source: string;
  readonly now: number;
}

/** Returns the report of what a product reported. */
export const toReport = (
  reported: Result<ReportedAlerts, string>,
  { product, source, now }: Origin,
): Result<Report, string> =>
  map(reported, ({ alerts, more }) => ({
    product,
    events: alerts.map((alert) => toAlertEvent(alert, { source, now })),
    more,
  }));
