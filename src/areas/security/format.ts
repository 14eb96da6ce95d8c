import { formatCounts } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { PartialView } from '../../core/reading.ts';
import { formatSeen } from '../../core/unseen.ts';
import { digestId } from '../../operation/digest-id.ts';
import type { Finding } from '../../operation/finding.ts';
import type { NamedProblem } from '../../operation/problem.ts';
import { listAlerts, wordAlert } from '../shared/alert-list.ts';
import { formatMoment, formatTimeBefore, newestFirst } from '../shared/moment.ts';
import { toStatusFinding } from '../shared/status-finding.ts';
import type { Firewall, FirewallRule, LogLine, SecurityAlert, SecurityStatus } from './security.ts';

/** Returns `Security OK. 0 critical, 2 warnings.` Only critical alerts are problems; warnings are merely counted. */
export const formatStatus = (
  status: SecurityStatus,
  problems: readonly NamedProblem[],
): Finding => {
  const { critical, warnings, unrated } = status;
  const counts = formatCounts(
    [critical === 0 ? critical : undefined, 'critical', 'critical'],
    [warnings, 'warning'],
    [unrated, 'unrated', 'unrated'],
  );
  const unknown = critical === undefined && counts ? UNKNOWN_CRITICAL : undefined;
  const parts = [unknown, counts].filter(Boolean).join(', ');
  return toStatusFinding('Security', problems, parts || '? alerts');
};

const UNKNOWN_CRITICAL = '? critical';

export const fineWords = ({ critical, warnings, unrated }: SecurityStatus): string => {
  if (critical === undefined && (warnings ?? unrated)) return UNKNOWN_CRITICAL;
  return warnings === undefined ? 'partly' : `${warnings} warn`;
};

export const formatAlerts = (
  alerts: readonly SecurityAlert[],
  time: LocalTime,
  unseen?: PartialView,
): Finding => listAlerts('Security', { alerts, unseen }, time);

export const formatAlert = (alert: SecurityAlert, time: LocalTime): string =>
  wordAlert(alert, alert.source && `From ${alert.source}`, time);

export const idOfLine = ({ at, source, message }: LogLine): string =>
  digestId(at ?? '', source, message);

/** Lists log lines newest first, because a log is read from its end. */
export const formatLogs = (
  lines: readonly LogLine[],
  time: LocalTime,
  unseen?: PartialView,
): Finding => ({
  text: lines.length === 0 ? noLines(unseen) : `Security log, newest of ${lines.length}`,
  rows: lines.toSorted(newestFirst).map((line) => ({
    id: idOfLine(line),
    text: `${mark(line)}${formatTimeBefore(line.at, time)}${line.source}: ${line.message}`,
  })),
});

const noLines = (unseen: PartialView | undefined): string =>
  `Security: ${unseen ? '?' : 'no'} log lines`;

export const formatLine = (line: LogLine, time: LocalTime): string =>
  [`${mark(line)}${line.source}, ${line.level}`, line.message, formatMoment(line.at, time)].join(
    '\n',
  );

const mark = ({ level }: LogLine): string => (level === 'info' ? '' : '! ');

export const idOfRule = ({ name, action, from = '', to = '' }: FirewallRule): string =>
  digestId(name, action, from, to);

/** Lists firewall rules and decisions about addresses, each with its own word. */
export const formatFirewall = ({ enabled, rules }: Firewall, unseen?: PartialView): Finding => ({
  text: unseen ? partialHeadline(enabled, rules) : headline(enabled, rules),
  rows: rules.map((rule) => ({
    id: idOfRule(rule),
    text: `${formatRuleLine(rule)}${offMark(rule)}`,
  })),
});

/** Returns the headline for an incomplete list of rules. */
const partialHeadline = (enabled: boolean | undefined, some: readonly FirewallRule[]): string =>
  `${enabled === false ? '! Firewall OFF, ' : 'Security: '}${formatSeen(some.length, {}, ['rule or ban', 'rules or bans'])}`;

function headline(enabled: boolean | undefined, all: readonly FirewallRule[]): string {
  const decisions = all.filter((rule) => decisionOf(rule) !== undefined);
  const rules = all.length - decisions.length;
  const kinds = decisions.map(kindOf);
  const count = (kind: Kind) => kinds.filter((it) => it === kind).length || undefined;
  const counts = formatCounts(
    [rules > 0 || enabled !== undefined ? rules : undefined, 'rule'],
    [count('ban'), 'ban'],
    [count('captcha'), 'captcha'],
    [count('throttle'), 'throttle'],
  );
  if (enabled !== undefined) return `${enabled ? 'Firewall on' : '! Firewall OFF'}, ${counts}`;
  if (rules > 0) return `Firewall, ${counts}`;
  return `Security: ${counts || 'no rules or bans'}`;
}

const offMark = ({ enabled }: FirewallRule): string => (enabled ? '' : ' (off)');

function formatRuleLine(rule: FirewallRule): string {
  const decision = decisionOf(rule);
  if (!decision) return `${rule.action} ${rule.name}`;
  const reason = decision.reason === undefined ? '' : ` (${decision.reason})`;
  return `${kindOf(rule)} ${formatSubject(decision)}${reason}`;
}

export function formatRule(rule: FirewallRule): string {
  const decision = decisionOf(rule);
  const { name, action, from, to } = rule;
  if (!decision) {
    return [`Rule ${name}${offMark(rule)}`, action, `From ${from ?? 'any'} to ${to ?? 'any'}`].join(
      '\n',
    );
  }
  const kind = kindOf(rule);
  return [
    `${TITLES[kind]} ${formatSubject(decision)}${offMark(rule)}`,
    ...(decision.reason === undefined ? [] : [`Reason: ${decision.reason}`]),
    ...(kind === 'captcha' ? ['Whoever solves it gets in.'] : []),
  ].join('\n');
}

type Kind = 'ban' | 'captcha' | 'throttle';
type Decision = NonNullable<FirewallRule['decision']>;

const TITLES: Readonly<Record<Kind, string>> = {
  ban: 'Ban of',
  captcha: 'Captcha for',
  throttle: 'Throttle of',
};

const kindOf = ({ action }: FirewallRule): Kind =>
  action === 'captcha' || action === 'throttle' ? action : 'ban';

/** Derives the decision of a ban from sources that return only the banned address or range. */
function decisionOf({ decision, banned, bannedRange, name }: FirewallRule): Decision | undefined {
  if (decision) return decision;
  const value = banned ?? bannedRange;
  const reason = name === value ? undefined : name;
  return value === undefined ? undefined : { value, reason };
}

/** `203.0.113.5`, `range 203.0.113.0/24`, `country CN`, `AS15169`, `username bob`. */
function formatSubject({ value, scope = '' }: Decision): string {
  const kind = scope.toLowerCase();
  if (kind === 'as') return `AS${value.replace(/^as/i, '')}`;
  if (kind === 'ip' || (kind === '' && !value.includes('/'))) return value;
  return `${kind || 'range'} ${value}`;
}
