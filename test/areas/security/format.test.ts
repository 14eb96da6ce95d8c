import { expect, test } from 'vitest';
import {
  fineWords,
  formatAlert,
  formatFirewall,
  formatLine,
  formatLogs,
  formatRule,
  formatStatus,
} from '../../../src/areas/security/format.ts';
import type {
  Firewall,
  FirewallRule,
  LogLine,
  SecurityStatus,
} from '../../../src/areas/security/security.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { formatFinding } from '../../../src/operation/format-finding.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const time = createLocalTime(new FakeClock(), 'UTC');
const line = (over: Partial<LogLine> = {}): LogLine => ({
  at: '2026-11-21T11:30:00Z',
  level: 'info',
  source: 'sshd',
  message: 'Accepted publickey for anna',
  ...over,
});

test('warnings are worth a look, critical alerts are trouble', () => {
  const problems = [
    {
      ...{ subject: 'security/alerts', name: '1 critical:', state: 'Root login' },
      severity: 'critical' as const,
      opens: { screen: 'security.alerts' },
    },
  ];
  expect([
    formatFinding(formatStatus({ critical: 0, warnings: 2 }, [])),
    formatFinding(formatStatus({ critical: 1, warnings: 1 }, problems)),
  ]).toEqual([
    'Security OK. 0 critical, 2 warnings.',
    'Security ! 1 critical: Root login\n1 warning',
  ]);
  expect(fineWords({ critical: 0, warnings: 2 })).toBe('2 warn');
});

test('an unknown number of critical alerts is neither 0 nor left out', () => {
  const said = (status: SecurityStatus) =>
    formatFinding({ ...formatStatus(status, []), missing: 'why' });
  expect([said({ unrated: 2 }), said({ warnings: 3 }), said({})]).toEqual([
    'Security partly: ? critical, 2 unrated.\n? why',
    'Security partly: ? critical, 3 warnings.\n? why',
    'Security partly: ? alerts.\n? why',
  ]);
  expect([fineWords({ unrated: 2 }), fineWords({ warnings: 3 }), fineWords({})]).toEqual([
    '? critical',
    '? critical',
    'partly',
  ]);
});

test('an alert of unknown severity says so', () => {
  const alert = { severity: 'unknown', message: 'Keys were copied' } as const;
  expect(formatAlert(alert, time)).toBe('! Keys were copied\nseverity ?, now');
});

test('an alert says where it comes from', () => {
  expect(
    formatAlert(
      {
        at: '2026-11-21T11:30:00Z',
        severity: 'critical',
        message: 'SSH brute force',
        source: '198.51.100.7',
      },
      time,
    ),
  ).toBe('! SSH brute force\nFrom 198.51.100.7\ncritical, 11:30, 30m ago');
});

test('a log is read from its end', () => {
  const log = formatLogs(
    [line({ at: '2026-11-21T11:00:00Z' }), line({ level: 'error', message: 'Disk full' })],
    time,
  );
  expect(log.text).toBe('Security log, newest of 2');
  expect(log.rows?.map((row) => row.text)).toEqual([
    '! 11:30 sshd: Disk full',
    '11:00 sshd: Accepted publickey for anna',
  ]);
  expect(formatLogs([], time).text).toBe('Security: no log lines');
});

test('one line is told in full', () => {
  expect(formatLine(line({ level: 'warning' }), time)).toBe(
    '! sshd, warning\nAccepted publickey for anna\n11:30, 30m ago',
  );
});

const decision = (action: FirewallRule['action'], value: string, scope?: string): FirewallRule => ({
  name: `${value} (ssh-bf)`,
  action,
  enabled: true,
  decision: { value, scope, reason: 'ssh-bf' },
});

test.for<readonly [string, Firewall, readonly string[]]>([
  [
    'a firewall',
    {
      enabled: true,
      rules: [
        { name: 'Drop WAN in', action: 'block', enabled: true, from: 'WAN', to: 'LAN' },
        { name: 'Old VPN', action: 'allow', enabled: false },
      ],
    },
    ['Firewall on, 2 rules', 'block Drop WAN in', 'allow Old VPN (off)'],
  ],
  ['a firewall that is off', { enabled: false, rules: [] }, ['! Firewall OFF, 0 rules']],
  [
    'bans, which are no rules of a firewall',
    {
      rules: [
        decision('ban', '198.51.100.9', 'Ip'),
        decision('captcha', '203.0.113.77', 'Ip'),
        decision('ban', '203.0.113.128/25', 'Range'),
        decision('ban', 'CN', 'Country'),
        decision('throttle', '15169', 'AS'),
        decision('ban', 'bob', 'Username'),
      ],
    },
    [
      'Security: 4 bans, 1 captcha, 1 throttle',
      'ban 198.51.100.9 (ssh-bf)',
      'captcha 203.0.113.77 (ssh-bf)',
      'ban range 203.0.113.128/25 (ssh-bf)',
      'ban country CN (ssh-bf)',
      'throttle AS15169 (ssh-bf)',
      'ban username bob (ssh-bf)',
    ],
  ],
  [
    'both',
    {
      enabled: true,
      rules: [decision('ban', '198.51.100.9'), { name: 'VPN', action: 'allow', enabled: true }],
    },
    ['Firewall on, 1 rule, 1 ban', 'ban 198.51.100.9 (ssh-bf)', 'allow VPN'],
  ],
  ['nothing of either', { rules: [] }, ['Security: no rules or bans']],
])('%s is called what it is', ([, firewall, expected]) => {
  const { text, rows = [] } = formatFirewall(firewall);
  expect([text, ...rows.map((row) => row.text)]).toEqual(expected);
});

test('one of them is told in full', () => {
  expect(
    formatRule({ name: 'Drop WAN in', action: 'block', enabled: true, from: 'WAN', to: 'LAN' }),
  ).toBe('Rule Drop WAN in\nblock\nFrom WAN to LAN');
  expect(formatRule({ name: 'Old VPN', action: 'allow', enabled: false })).toBe(
    'Rule Old VPN (off)\nallow\nFrom any to any',
  );
  expect(formatRule(decision('ban', 'CN', 'Country'))).toBe('Ban of country CN\nReason: ssh-bf');
  expect(formatRule(decision('captcha', '203.0.113.77'))).toBe(
    'Captcha for 203.0.113.77\nReason: ssh-bf\nWhoever solves it gets in.',
  );
});
