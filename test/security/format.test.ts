import { expect, test } from 'vitest';
import { createLocalTime } from '../../src/core/local-time.ts';
import { toGlance } from '../../src/menu/area.ts';
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
import { findProblems } from '../../src/security/problems.ts';
import type { LogLine, SecurityStatus } from '../../src/security/security.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { emptyInventory } from '../support/inventory.ts';

const clock = new FakeClock();
const time = createLocalTime(clock, 'UTC');
const problemsOf = (given: SecurityStatus) => findProblems(given, emptyInventory(clock));
const glanceOf = (given: SecurityStatus) => toGlance(problemsOf(given), fineWords(given));
const summaryOf = (given: SecurityStatus) => spoken(formatStatus(given, problemsOf(given)));
const line = (over: Partial<LogLine> = {}): LogLine => ({
  at: '2026-11-21T11:30:00Z',
  level: 'info',
  source: 'sshd',
  message: 'Accepted publickey for anna',
  ...over,
});

test('warnings are worth a look, critical alerts are trouble', () => {
  expect([
    summaryOf({ critical: 0, warnings: 2 }),
    summaryOf({ critical: 1, warnings: 1 }),
  ]).toEqual(['Security OK. 0 critical, 2 warnings.', 'Security ! 1 critical, 1 warning']);
  expect([glanceOf({ critical: 0, warnings: 2 }), glanceOf({ critical: 1, warnings: 2 })]).toEqual([
    { mood: 'fine', text: '2 warn' },
    { mood: 'trouble', text: '1 critical' },
  ]);
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
