import type { Meters } from './registry.ts';

const OUTCOMES = [
  ...(['accepted', 'unreadable', 'unauthorized', 'too_large', 'too_many', 'not_stored'] as const),
] as const;
const SEVERITIES = ['critical', 'warning'] as const;

type Outcome = (typeof OUTCOMES)[number];
type OpenAlerts = Readonly<Record<(typeof SEVERITIES)[number], number>>;

/** Creates the counter of the reports of monitoring tools. No name of a source is a label: strangers choose them. */
export function createAlertMeters(meters: Meters): (outcome: Outcome) => void {
  const reports = meters.counter(
    { name: 'sms_relay_alert_reports_total', help: 'Reports of monitoring tools, by outcome.' },
    { outcome: OUTCOMES },
  );
  return (outcome) => reports({ outcome });
}

/** Registers the number of alerts that are open. */
export function registerAlerts(meters: Meters, countOpen: () => Promise<OpenAlerts>): void {
  meters.reading(
    { name: 'sms_relay_alerts_open', help: 'Alerts that are open, answered or not.' },
    { severity: SEVERITIES },
    async () => {
      const open = await countOpen();
      return SEVERITIES.map((severity) => ({ labels: { severity }, value: open[severity] }));
    },
  );
}
