import { expect, test } from 'vitest';
import { createLocalTime } from '../../src/core/local-time.ts';
import { spoken } from '../../src/operation/spoken.ts';
import {
  fineWords,
  formatAlert,
  formatFirewall,
  formatLine,
  formatLogs,
  formatRule,
  formatStatus,
} from '../../src/security/format.ts';
import type { LogLine } from '../../src/security/security.ts';
import { FakeClock } from '../support/fake-clock.ts';

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
    spoken(formatStatus({ critical: 0, warnings: 2 }, [])),
    spoken(formatStatus({ critical: 1, warnings: 1 }, problems)),
  ]).toEqual([
    'Security OK. 0 critical, 2 warnings.',
    'Security ! 1 critical: Root login\n1 critical, 1 warning',
  ]);
  expect(fineWords({ critical: 0, warnings: 2 })).toBe('2 warn');
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

test('the firewall tells whether it is on, and its rules', () => {
  const rules = [
    { name: 'Drop WAN in', action: 'block' as const, enabled: true, from: 'WAN', to: 'LAN' },
    { name: 'Old VPN', action: 'allow' as const, enabled: false },
  ];
  expect(formatFirewall({ enabled: true, rules }).text).toBe('Firewall on, 2 rules');
  expect(formatFirewall({ enabled: false, rules: [] }).text).toBe('! Firewall OFF, 0 rules');
  expect(formatFirewall({ enabled: true, rules }).rows?.map((row) => row.text)).toEqual([
    'block Drop WAN in',
    'allow Old VPN (off)',
  ]);
  expect(rules.map(formatRule)).toEqual([
    'Rule Drop WAN in\nblock\nFrom WAN to LAN',
    'Rule Old VPN (off)\nallow\nFrom any to any',
  ]);
});
