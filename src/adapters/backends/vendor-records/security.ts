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

/** Wazuh has levels from 0 to 15, other servers have words, CrowdSec has neither. */
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

/** Reads the time of a syslog line, which has no year: the current year, or the previous one around New Year. */
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

/** Fields found only in rules that detect attacks but block no one, such as those of Wazuh and Suricata. */
const DETECTION_FIELDS = ['sid', 'classtype', 'mitre', 'risk_score', 'level'];

/** Reads a rule of a firewall, or a decision about an address, a range, a country or a user. */
export function readRule(record: unknown): FirewallRule | undefined {
  const facts = recordReader(record);
  const name = facts?.text(
    ...['name', 'description', 'scenario', 'label', 'rule', 'policy', '*name', '*description'],
    ...['comment', 'note', 'remark', '*label', '*comment'],
  );
  const word = facts?.text('action', 'action.type', '*action', 'verdict', 'type', 'target') ?? '';
  const [, action] = ACTIONS.find(([pattern]) => pattern.test(word)) ?? [];
  if (!facts || name === undefined || !action) return undefined;
  if (DETECTION_FIELDS.some((field) => facts.raw(field) !== undefined)) return undefined;
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
    ...(isBan(action) && banTarget(value)),
    id: facts.text('id', 'uuid'),
    to: facts.text('to', 'destination.name', 'destination'),
  };
}

/** Captcha and throttle are not bans: a client that solves the captcha or slows down still gets in. */
const isBan = (action: FirewallRule['action']): boolean =>
  action !== 'allow' && action !== 'captcha' && action !== 'throttle';

function banTarget(value = ''): Pick<FirewallRule, 'banned' | 'bannedRange'> {
  if (isIP(value) > 0) return { banned: value };
  return isIP(value.split('/')[0] ?? '') > 0 ? { bannedRange: value } : {};
}
