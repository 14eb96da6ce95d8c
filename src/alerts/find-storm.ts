import type { Alert } from './alert.ts';
import type { AlertEvent } from './alert-event.ts';

/** A report of a source, as it was received at that time. */
export interface PastReport {
  readonly at: number;
  readonly event: AlertEvent;
}

/** The reports of the hour with the most alerts. */
export interface Storm {
  readonly at: number;
  /** The number of alerts that began in that hour. */
  readonly count: number;
  /** The reports of these alerts in that hour and shortly after it, the oldest first. */
  readonly reports: readonly PastReport[];
}

const HOUR_MS = 60 * 60_000;

/** An end so long after the hour still belongs to it. */
export const STORM_TAIL_MS = HOUR_MS / 2;

/** A single alert is no storm. */
const MIN_ALERTS = 2;

/** Finds the hour since then in which the most alerts began; of several the latest. */
export function findStorm(alerts: readonly Alert[], since: number): Storm | undefined {
  const reports = alerts.flatMap(reportsOf).toSorted((a, b) => a.at - b.at);
  const begins = reports.filter(({ at, event }) => at >= since && event.state !== 'resolved');
  const worst = worstHour(begins.map(({ at }) => at));
  if (!worst || worst.count < MIN_ALERTS) return undefined;
  const { at, count } = worst;
  return {
    ...{ at, count },
    reports: reports.filter((one) => one.at >= at && one.at < at + HOUR_MS + STORM_TAIL_MS),
  };
}

/** Returns the hour with the most of these times, which are sorted. */
function worstHour(times: readonly number[]): Pick<Storm, 'at' | 'count'> | undefined {
  let worst: Pick<Storm, 'at' | 'count'> | undefined;
  let end = 0;
  for (const [index, at] of times.entries()) {
    while (end < times.length && (times[end] ?? at) < at + HOUR_MS) end += 1;
    if (end - index >= (worst?.count ?? 0)) worst = { at, count: end - index };
  }
  return worst;
}

/** Returns the reports of an alert, as far as its latest changes show it: begins and ends in turn. */
function reportsOf(alert: Alert): readonly PastReport[] {
  const { changes, firedAt } = alert;
  const last = changes.lastIndexOf(firedAt);
  return changes.map((at, index) => {
    const isBegin = last < 0 || (last - index) % 2 === 0;
    return {
      at,
      event: isBegin ? beginOf(alert, at) : { ...beginOf(alert, at), state: 'resolved' },
    };
  });
}

/** Only of the last begin the time is known that its source told. */
function beginOf(alert: Alert, at: number): AlertEvent {
  const { source, key, severity, subject, title, groupKey, parents, more, isSummary } = alert;
  const state = alert.state === 'nodata' || alert.state === 'info' ? alert.state : 'firing';
  return {
    ...{ source, key, state, severity, subject, title, groupKey, parents, more, isSummary },
    ...(at === alert.firedAt && { startedAt: alert.startedAt }),
  };
}
