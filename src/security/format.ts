import { formatCount } from '../core/figures.ts';
import type { LocalTime } from '../core/local-time.ts';
import { listAlerts, wordAlert } from '../operation/alerts.ts';
import { digestId } from '../operation/digest-id.ts';
import type { Finding } from '../operation/operation.ts';
import type { Problem } from '../operation/problem.ts';
import { toStatusFinding } from '../operation/status-finding.ts';
import type { Firewall, FirewallRule, LogLine, SecurityAlert, SecurityStatus } from './security.ts';

/** `Security OK. 0 critical, 2 warnings.` Warnings are worth a look, critical ones are trouble. */
export const formatStatus = (
  { critical, warnings }: SecurityStatus,
  problems: readonly Problem[],
): Finding =>
  toStatusFinding(
    'Security',
    problems,
    `${critical} critical, ${formatCount(warnings, 'warning')}`,
  );

export const fineWords = ({ warnings }: SecurityStatus): string => `${warnings} warn`;

export const formatAlerts = (alerts: readonly SecurityAlert[], time: LocalTime): Finding =>
  listAlerts('Security', alerts, time);

export const formatAlert = (alert: SecurityAlert, time: LocalTime): string =>
  wordAlert(alert, alert.source && `From ${alert.source}`, time);

export const idOfLine = ({ at, source, message }: LogLine): string => digestId(at, source, message);

/** The newest first: a log is read from its end. */
export const formatLogs = (lines: readonly LogLine[], time: LocalTime): Finding => ({
  text: lines.length === 0 ? 'Security: no log lines' : `Security log, newest of ${lines.length}`,
  rows: lines
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .map((line) => ({
      id: idOfLine(line),
      text: `${mark(line)}${time.clock(Date.parse(line.at))} ${line.source}: ${line.message}`,
    })),
});

export const formatLine = (line: LogLine, time: LocalTime): string => {
  const at = Date.parse(line.at);
  return [
    `${mark(line)}${line.source}, ${line.level}`,
    line.message,
    `${time.clock(at)}, ${time.ago(at)} ago`,
  ].join('\n');
};

const mark = ({ level }: LogLine): string => (level === 'info' ? '' : '! ');

export const idOfRule = ({ name, action, from = '', to = '' }: FirewallRule): string =>
  digestId(name, action, from, to);

export const formatFirewall = ({ enabled, rules }: Firewall): Finding => ({
  text: `${stateOf(enabled)}, ${formatCount(rules.length, 'rule')}`,
  rows: rules.map((rule) => ({
    id: idOfRule(rule),
    text: `${rule.action} ${rule.name}${rule.enabled ? '' : ' (off)'}`,
  })),
});

function stateOf(enabled: boolean | undefined): string {
  if (enabled === undefined) return 'Firewall';
  return enabled ? 'Firewall on' : '! Firewall OFF';
}

export const formatRule = ({ name, action, enabled, from, to }: FirewallRule): string =>
  [
    `Rule ${name}${enabled ? '' : ' (off)'}`,
    action,
    `From ${from ?? 'any'} to ${to ?? 'any'}`,
  ].join('\n');
