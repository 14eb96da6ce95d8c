import { isIP } from 'node:net';
import type { FirewallRule, LogLine, SecurityAlert } from '../../../areas/security/security.ts';
import { isoOf } from './iso.ts';
import { type RecordReader, recordReader } from './record-reader.ts';
import { readSeverity } from './severity.ts';

const CRITICAL_LEVEL = 12;
const WARNING_LEVEL = 7;

export function readSecurityAlert(record: unknown): SecurityAlert | undefined {
  const facts = recordReader(record);
  const message = facts?.text(
    'rule.description',
    'message',
    'description',
    'msg',
    'title',
    'scenario',
    'signature',
    'summary',
    ...[
      'headline',
      'subject',
      'event',
      '*headline',
      '*description',
      '*message',
      '*title',
      '*summary',
      '*msg',
      '*signature',
    ],
  );
  if (!facts || message === undefined) return undefined;
  return {
    at: isoOf(
      facts.time(
        ...['timestamp', '@timestamp', 'created_at', 'time', 'at', 'date', 'ts'],
        ...['*timestamp', '*time', '*at', '*date'],
      ),
    ),
    severity: severityOf(facts),
    message,
    source: facts.text(
      'srcip',
      'data.srcip',
      'source.ip',
      'source',
      'src_ip',
      'ip',
      'agent.name',
      'agent',
      'host',
      ...['agent_name', 'host_name', '*ip', '*host', '*source'],
    ),
  };
}

/** Wazuh has levels from 0 to 15, others have words, CrowdSec has nothing. */
function severityOf(facts: RecordReader): SecurityAlert['severity'] {
  const level = facts.number('rule.level', 'level', '*level');
  if (level === undefined) {
    return readSeverity(
      facts.text('severity', 'level', 'priority', '*severity', '*level', '*priority'),
    );
  }
  if (level >= CRITICAL_LEVEL) return 'critical';
  return level >= WARNING_LEVEL ? 'warning' : 'info';
}

const LOG_TIMES = [
  ...['timestamp', '@timestamp', 'time', 'at', 'date', 'ts'],
  ...['*timestamp', '*time', '*at'],
];

/** The time of a line of syslog, which says no year: that of now, or the one before it at its turn. */
function readSyslogTime(text: string | undefined, now: number): number | undefined {
  if (!/^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d$/.test(text ?? '')) return undefined;
  const year = new Date(now).getUTCFullYear();
  const at = Date.parse(`${text} ${year} UTC`);
  if (Number.isNaN(at)) return undefined;
  return at > now + DAY_MS ? Date.parse(`${text} ${year - 1} UTC`) : at;
}

const DAY_MS = 86_400_000;

export function readLogLine(record: unknown, now: number): LogLine | undefined {
  const facts = recordReader(record);
  const message = facts?.text(
    ...['description', 'message', 'msg', 'line', 'text', '*message', '*description', '*msg'],
  );
  if (!facts || message === undefined) return undefined;
  const level = facts.text('level', 'severity', 'lvl', 'priority', '*level', '*severity') ?? '';
  return {
    at:
      isoOf(facts.time(...LOG_TIMES) ?? readSyslogTime(facts.text(...LOG_TIMES), now) ?? now) ?? '',
    level: levelOf(level),
    source:
      facts.text(
        ...['source', 'tag', 'process', 'program', 'unit', 'service', 'app', 'host', 'agent.name'],
        ...['*source', '*program', '*unit'],
      ) ?? 'log',
    message,
  };
}

function levelOf(word: string): LogLine['level'] {
  if (/^(?:err|crit|fatal|emerg|alert|panic)/i.test(word)) return 'error';
  return /^warn/i.test(word) ? 'warning' : 'info';
}

const ACTIONS: readonly (readonly [RegExp, FirewallRule['action']])[] = [
  [/^captcha/i, 'captcha'],
  [/^throttle/i, 'throttle'],
  [/^ban/i, 'ban'],
  [/^(?:block|drop|deny)/i, 'block'],
  [/^reject/i, 'reject'],
  [/^(?:allow|accept|pass|permit)/i, 'allow'],
];

/** What only rules have that find attacks and keep nobody out, such as those of Wazuh and Suricata. */
const MARKS_OF_DETECTION = ['sid', 'classtype', 'mitre', 'risk_score', 'level'];

/** A rule of a firewall, or a decision about an address, a range, a country or a user. */
export function readRule(record: unknown): FirewallRule | undefined {
  const facts = recordReader(record);
  const name = facts?.text(
    ...['name', 'description', 'scenario', 'label', 'rule', 'policy', '*name', '*description'],
    ...['comment', 'note', 'remark', '*label', '*comment'],
  );
  const word = facts?.text('action', 'action.type', '*action', 'verdict', 'type', 'target') ?? '';
  const [, action] = ACTIONS.find(([pattern]) => pattern.test(word)) ?? [];
  if (!facts || name === undefined || !action) return undefined;
  if (MARKS_OF_DETECTION.some((mark) => facts.raw(mark) !== undefined)) return undefined;
  const value = facts.text('ip', 'value');
  return {
    name: value === undefined ? name : `${value} (${name})`,
    action,
    enabled: facts.flag('enabled', '*enabled', 'active', 'is_active') ?? true,
    from: facts.text('from', 'source.name', 'source') ?? value,
    ...(value !== undefined &&
      action !== 'allow' && {
        action: action === 'captcha' || action === 'throttle' ? action : 'ban',
        decision: { value, scope: facts.text('scope'), reason: name },
      }),
    ...(isBan(action) && whoIsBanned(value)),
    id: facts.text('id', 'uuid'),
    to: facts.text('to', 'destination.name', 'destination'),
  };
}

/** Whoever solves a captcha gets in, and so does who is only slowed down. */
const isBan = (action: FirewallRule['action']): boolean =>
  action !== 'allow' && action !== 'captcha' && action !== 'throttle';

function whoIsBanned(value = ''): Pick<FirewallRule, 'banned' | 'bannedRange'> {
  if (isIP(value) > 0) return { banned: value };
  return isIP(value.split('/')[0] ?? '') > 0 ? { bannedRange: value } : {};
}
