import { isIP } from 'node:net';
import type { FirewallRule, LogLine, SecurityAlert } from '../../security/security.ts';
import { type Facts, factsOf } from './facts.ts';
import { isoOf } from './iso.ts';
import { readSeverity } from './severity.ts';

const CRITICAL_LEVEL = 12;
const WARNING_LEVEL = 7;

export function readSecurityAlert(record: unknown): SecurityAlert | undefined {
  const facts = factsOf(record);
  const message = facts?.text(
    'rule.description',
    'message',
    'description',
    'msg',
    'title',
    'scenario',
    'signature',
  );
  if (!facts || message === undefined) return undefined;
  return {
    at: isoOf(facts.time('timestamp', '@timestamp', 'created_at', 'time', 'at', 'date')),
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
    ),
  };
}

/** Wazuh has levels from 0 to 15, others have words, CrowdSec has nothing. */
function severityOf(facts: Facts): SecurityAlert['severity'] {
  const level = facts.number('rule.level', 'level');
  if (level === undefined) return readSeverity(facts.text('severity', 'level', 'priority'));
  if (level >= CRITICAL_LEVEL) return 'critical';
  return level >= WARNING_LEVEL ? 'warning' : 'info';
}

export function readLogLine(record: unknown, now: number): LogLine | undefined {
  const facts = factsOf(record);
  const message = facts?.text('description', 'message', 'msg', 'line', 'text');
  if (!facts || message === undefined) return undefined;
  const level = facts.text('level', 'severity') ?? '';
  return {
    at: isoOf(facts.time('timestamp', 'time', 'at', 'date') ?? now) ?? '',
    level: levelOf(level),
    source: facts.text('source', 'tag', 'process', 'program', 'host', 'agent.name') ?? 'log',
    message,
  };
}

function levelOf(word: string): LogLine['level'] {
  if (/^(?:err|crit|fatal|emerg|alert|panic)/i.test(word)) return 'error';
  return /^warn/i.test(word) ? 'warning' : 'info';
}

const ACTIONS: readonly (readonly [RegExp, FirewallRule['action']])[] = [
  [/^(?:block|drop|deny|ban|captcha)/i, 'block'],
  [/^reject/i, 'reject'],
  [/^(?:allow|accept|pass|permit)/i, 'allow'],
];

/** A rule of a firewall, or the ban of an address. */
export function readRule(record: unknown): FirewallRule | undefined {
  const facts = factsOf(record);
  const name = facts?.text('name', 'description', 'scenario', 'label', 'rule');
  const word = facts?.text('action', 'action.type', 'type', 'target') ?? '';
  const [, action] = ACTIONS.find(([pattern]) => pattern.test(word)) ?? [];
  if (!facts || name === undefined || !action) return undefined;
  const value = facts.text('ip', 'value');
  const isCaptcha = /^captcha/i.test(word); // whoever solves it gets in
  return {
    name: value === undefined ? name : `${value} (${isCaptcha ? 'captcha, ' : ''}${name})`,
    action,
    enabled: facts.flag('enabled') ?? true,
    from: facts.text('from', 'source.name', 'source') ?? value,
    ...(action !== 'allow' && !isCaptcha && whoIsBanned(value)),
    id: facts.text('id', 'uuid'),
    to: facts.text('to', 'destination.name', 'destination'),
  };
}

function whoIsBanned(value = ''): Pick<FirewallRule, 'banned' | 'bannedRange'> {
  if (isIP(value) > 0) return { banned: value };
  return isIP(value.split('/')[0] ?? '') > 0 ? { bannedRange: value } : {};
}
