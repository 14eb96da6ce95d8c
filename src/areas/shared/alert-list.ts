import { formatCount } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { PartialView } from '../../core/reading.ts';
import { formatSeen } from '../../core/unseen.ts';
import { digestId } from '../../operation/digest-id.ts';
import type { Finding } from '../../operation/finding.ts';
import { formatMoment, formatTimeBefore } from './moment.ts';

/** From the worst; an alert of unknown severity may be critical. */
export const ALERT_SEVERITIES = ['critical', 'unknown', 'warning', 'info'] as const;

/** The fields that the alerts of all areas share. */
export interface AreaAlert {
  /** ISO 8601; missing when the alert holds right now and its start is unknown. */
  readonly at?: string | undefined;
  readonly severity: (typeof ALERT_SEVERITIES)[number];
  readonly message: string;
}

export const idOfAlert = ({ at = '', message }: AreaAlert): string => digestId(at, message);

/** `2 alerts of unknown severity`. */
export const describeUnrated = (count: number): string =>
  `${formatCount(count, 'alert')} of unknown severity`;

interface AlertList {
  readonly alerts: readonly AreaAlert[];
  readonly unseen?: PartialView | undefined;
  /** How many of them count; all of them if it is missing. */
  readonly counted?: number;
}

/** Lists alerts with their times, most severe first; alerts of equal severity keep their order. */
export function listAlerts(
  area: string,
  { alerts, unseen, counted = alerts.length }: AlertList,
  time: LocalTime,
): Finding {
  if (alerts.length === 0 && !unseen) return { text: `${area}: no alerts` };
  return {
    text: `${area}: ${formatSeen(counted, unseen, ['alert'])}`,
    others: 'are info',
    rows: alerts.toSorted(bySeverity).map((alert) => ({
      id: idOfAlert(alert),
      isWell: alert.severity === 'info',
      text: `${mark(alert)}${formatTimeBefore(alert.at, time)}${alert.message}`,
    })),
  };
}

/** Formats one alert in full; `where` is the place it happened, if known. */
export function wordAlert(alert: AreaAlert, where: string | undefined, time: LocalTime): string {
  const since = alert.at === undefined ? 'now' : formatMoment(alert.at, time);
  return [
    `${mark(alert)}${alert.message}`,
    ...(where ? [where] : []),
    `${alert.severity === 'unknown' ? 'severity ?' : alert.severity}, ${since}`,
  ].join('\n');
}

const bySeverity = (a: AreaAlert, b: AreaAlert): number =>
  ALERT_SEVERITIES.indexOf(a.severity) - ALERT_SEVERITIES.indexOf(b.severity);

const mark = ({ severity }: AreaAlert): string => (severity === 'info' ? '' : '! ');
