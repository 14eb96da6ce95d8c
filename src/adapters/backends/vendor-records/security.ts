import { isIP } from 'node:net';
import type { FirewallRule, LogLine, SecurityAlert } from '../../../areas/security/security.ts';
import { describeFlow } from './flow.ts';
import { isoOf } from './iso.ts';
import { isOver } from './over.ts';
import { type RecordReader, recordReader } from './record-reader.ts';
import { sentenceOf } from './sentence.ts';
import { severityByWord, severityOf } from './severity.ts';
import { SKIPPED } from './skip.ts';

const CRITICAL_LEVEL = 12;
const WARNING_LEVEL = 7;
const MAX_WAZUH_LEVEL = 16;

/** Reads an alert that is open. */
export function readSecurityAlert(
  record: unknown,
  now: number,
): SecurityAlert | typeof SKIPPED | undefined {
  const facts = recordReader(record);
  const message =
    facts?.text(
      ...[
        'rule.description',
        'alert.signature',
        'rule.name',
        'message',
        'description',
        'msg',
        'title',
        'scenario',
        'signature',
      ],
      ...['summary', 'headline', 'subject', 'event', '*headline', '*description', '*message'],
      ...['*title', '*summary', '*msg', '*signature', 'sig', 'what', 'alert', 'detection', 'name'],
      ...['annotations.summary', 'annotations.description', 'labels.alertname'],
      ...['kibana.alert.rule.name', 'kibana.alert.reason', 'signal.rule.name', 'alert.rule.name'],
      ...[
        'rule_name',
        'alert_name',
        'event_name',
        'rule',
        'content',
        'output',
        'details',
        'detail',
      ],
    ) ?? sentenceOf(facts?.text('type', 'kind'));
  if (!facts || message === undefined) return undefined;
  if (isOver(facts, now)) return SKIPPED;
  return {
    at: isoOf(facts.time(...ALERT_TIMES)),
    severity: severityOfAlert(facts),
    message,
    source: facts.text(
      ...['srcip', 'data.srcip', 'source.ip', 'source', 'src_ip', 'src', 'ip', 'agent.name'],
      ...[
        'agent',
        'host',
        'agent_name',
        'host_name',
        'host.name',
        'host.hostname',
        'device.hostname',
        'device.name',
        'labels.instance',
        '*ip',
        '*host',
      ],
      ...['*source', 'device', 'node'],
    ),
  };
}

const ALERT_TIMES = [
  ...['timestamp', '@timestamp', 'created_at', 'time', 'at', 'date', 'ts', 'began', 'started'],
  ...[
    'starts_at',
    'active_at',
    'started_at',
    'first_seen',
    'last_seen',
    '*timestamp',
    '*time',
    '*at',
    '*date',
  ],
];

/** Wazuh has levels from 0 to 16, some loggers have 20 to 60, others have words, CrowdSec has nothing. */
function severityOfAlert(facts: RecordReader): SecurityAlert['severity'] {
  const told = severityByWord(facts);
  if (told) return told;
  const level = facts.number('rule.level', 'level', '*level');
  if (level === undefined || facts.text('assumedLevel') !== undefined) return severityOf(facts);
  if (LOG_LEVEL.test(String(level))) return severityOfLogLevel(level);
  if (level > MAX_WAZUH_LEVEL || !isOfWazuh(facts)) return severityOf(facts);
  if (level >= CRITICAL_LEVEL) return 'critical';
  return level >= WARNING_LEVEL ? 'warning' : 'info';
}

/** A level from 0 to 16 means nothing without the rule that has it, or the agent that raised it. */
const isOfWazuh = (facts: RecordReader): boolean =>
  facts.raw(
    ...['rule', 'rule_id', 'rule_level', 'rule_description', 'decoder', 'full_log'],
    ...['agent', 'agent_id', 'agent_name'],
  ) !== undefined;

const LOG_LEVEL = /^[2-6]0$/;

/** Levels of pino and bunyan: 30 is information, 40 a warning, 50 an error. */
function severityOfLogLevel(level: number): 'critical' | 'warning' | 'info' {
  if (level >= 50) return 'critical';
  return level >= 40 ? 'warning' : 'info';
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
  const message =
    facts?.text(
      ...['description', 'message', 'msg', 'line', 'text', '*message', '*description', '*msg'],
    ) ??
    (facts && messageOfFlow(facts));
  if (!facts || message === undefined) return undefined;
  const topics = facts.text('topics')?.split(',');
  const level =
    facts.text('level', 'severity', 'lvl', 'priority', '*level', '*severity') ??
    topics?.find((topic) => levelOf(topic) !== 'info') ??
    '';
  return {
    at: isoOf(facts.time(...LOG_TIMES) ?? readSyslogTime(facts.text(...LOG_TIMES), now)),
    level: levelOf(level),
    source:
      facts.text(
        ...['source', 'tag', 'process', 'program', 'unit', 'service', 'app', 'host', 'agent.name'],
        ...['logger', 'name', 'component', 'module'],
        ...['*source', '*program', '*unit'],
      ) ??
      topics?.[0] ??
      'log',
    message,
  };
}

/** `block tcp from 203.0.113.9 to 198.51.100.7:22`, of what a firewall logs. */
function messageOfFlow(facts: RecordReader): string | undefined {
  const action = facts.text('action', 'verdict', 'act');
  const flow =
    facts.text('src', 'source', 'src_ip') === undefined ? undefined : describeFlow(facts);
  return action === undefined || flow === undefined ? undefined : `${action} ${flow}`;
}

function levelOf(word: string): LogLine['level'] {
  if (/^[1-6]0$/.test(word)) return LOG_LEVELS[severityOfLogLevel(Number(word))];
  if (/^[0-7]$/.test(word)) return levelOfSyslog(Number(word));
  if (/^(?:err|crit|fatal|emerg|alert|panic)/i.test(word)) return 'error';
  return /^warn/i.test(word) ? 'warning' : 'info';
}

/** Syslog counts from 0, an emergency, over 3, an error, and 4, a warning, to 7. */
function levelOfSyslog(level: number): LogLine['level'] {
  if (level <= 3) return 'error';
  return level === 4 ? 'warning' : 'info';
}

const LOG_LEVELS = { critical: 'error', warning: 'warning', info: 'info' } as const;

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

/** A rule without a name or a comment is called by the traffic that it is about. */
const nameOfRule = (facts: RecordReader): string | undefined =>
  facts.text(
    ...['name', 'description', 'descr', 'scenario', 'label', 'rule', 'policy'],
    ...['*name', '*description', 'comment', 'note', 'remark', '*label', '*comment'],
  ) ?? describeFlow(facts);

/** Reads a rule of a firewall, or a decision about an address, a range, a country or a user. */
export function readRule(record: unknown): FirewallRule | undefined {
  const facts = recordReader(record);
  const name = facts && nameOfRule(facts);
  const word = facts?.text('action', 'action.type', '*action', 'verdict', 'type', 'target') ?? '';
  const [, action] = ACTIONS.find(([pattern]) => pattern.test(word)) ?? [];
  if (!facts || name === undefined || !action) return undefined;
  if (DETECTION_FIELDS.some((field) => facts.raw(field) !== undefined)) return undefined;
  const value = facts.text('ip', 'value');
  return {
    name: value === undefined ? name : `${value} (${name})`,
    action,
    enabled: isEnabled(facts),
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

function isEnabled(facts: RecordReader): boolean {
  const isDisabled = facts.flag('disabled', 'is_disabled', '*disabled', 'inactive');
  return facts.flag('enabled', '*enabled', 'active', 'is_active') ?? isDisabled !== true;
}

/** Captcha and throttle are not bans: a client that solves the captcha or slows down still gets in. */
const isBan = (action: FirewallRule['action']): boolean =>
  action !== 'allow' && action !== 'captcha' && action !== 'throttle';

function banTarget(value = ''): Pick<FirewallRule, 'banned' | 'bannedRange'> {
  if (isIP(value) > 0) return { banned: value };
  return isIP(value.split('/')[0] ?? '') > 0 ? { bannedRange: value } : {};
}
