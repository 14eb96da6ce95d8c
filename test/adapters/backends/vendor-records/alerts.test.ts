import { expect, test } from 'vitest';
import { readNetworkAlert } from '../../../../src/adapters/backends/vendor-records/network.ts';
import { readSecurityAlert } from '../../../../src/adapters/backends/vendor-records/security.ts';
import { SKIPPED } from '../../../../src/adapters/backends/vendor-records/skip.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

test.for<object>([
  { verdict: 'false_positive' },
  { verdict: 'False positive' },
  { status: 'dismissed' },
  { status: 'Closed' },
  { state: 'resolved' },
  { alert_status: 'resolved' },
  { is_open: false },
  { active: 0 },
  { resolved: true },
  { dismissed: 1 },
  { resolvedAt: '2026-11-21T07:20:00Z' },
  { ended: '2026-11-21 07:20:00 UTC' },
  { closed_at: 1_795_000_000 },
])('an alert that is over is not open: %o', (about) => {
  const record = { message: 'C2 beacon', severity: 'critical', ...about };
  expect(readSecurityAlert(record, NOW)).toBe(SKIPPED);
  expect(readNetworkAlert(record, NOW)).toBe(SKIPPED);
});

test.for<object>([
  {},
  { verdict: 'open' },
  { status: 'new' },
  { status: 'firing' },
  { resolvedAt: null },
  { ended: null },
  { endsAt: '2026-11-21T12:04:00Z' },
  { resolved_at: '0001-01-01T00:00:00Z' },
  { resolved: false },
])('an alert that is not is: %o', (about) => {
  const record = { message: 'C2 beacon', severity: 'critical', ...about };
  expect(readSecurityAlert(record, NOW)).toMatchObject({ message: 'C2 beacon' });
  expect(readNetworkAlert(record, NOW)).toMatchObject({ message: 'C2 beacon' });
});

test.for<readonly [severity: string, record: object]>([
  ['critical', { signature_id: 9001, prio: 1 }],
  ['warning', { signature_id: 9001, prio: 2 }],
  ['info', { signature_id: 9001, prio: 3 }],
  ['critical', { signature_id: 9001, priority: '1' }],
  ['critical', { sev: 'SEV1' }],
  ['warning', { sev: 'SEV3' }],
  ['info', { sev: 'SEV4' }],
  ['critical', { severity: 'P1' }],
  ['critical', { sev: 'critical' }],
  ['info', { prio: 'low' }],
  ['warning', {}],
  ['warning', { severity: 'Medium' }],
  ['warning', { severity: '3 - High' }],
  ['critical', { severity: 'SEVERITY_VERY_HIGH' }],
  ['critical', { severity: { id: 5, name: 'Disaster' } }],
  ['info', { severity: 10, severity_name: 'Informational' }],
  ['critical', { severity: 90, severityLabel: 'Critical' }],
  ['info', { level: 50, level_text: 'low' }],
  ['warning', { rule_level: 15, rule: { severity_name: 'High' } }],
  ['critical', { signature_id: 9001, priority: 3, priority_name: 'Critical' }],
  ['unknown', { severity: 10, severity_name: 'Tier A' }],
  ['unknown', { severity: 1 }],
  ['unknown', { severity: '4' }],
  ['unknown', { severity: 9.8 }],
  ['unknown', { severity: null }],
  ['unknown', { severity: 'erheblich' }],
  ['unknown', { severity: 'non-critical' }],
  ['unknown', { severity: 'high to critical' }],
  ['unknown', { severity: { id: 5 } }],
  ['unknown', { prio: 1 }],
  ['unknown', { risk_score: 73 }],
  ['unknown', { urgency: 2 }],
  ['unknown', { threat_level: 4 }],
  ['unknown', { level: 5 }],
  ['unknown', { level: 78 }],
  ['critical', { level: 12, rule_id: 5712 }],
  ['critical', { rule: { level: 13 } }],
  ['critical', { rule_level: 13 }],
  ['info', { level: 3, agent: 'nas' }],
  ['info', { level: 30 }],
  ['warning', { level: 40 }],
  ['critical', { level: 60 }],
  ['critical', { level: 'critical' }],
])('%s: %o', ([severity, record]) => {
  expect(readSecurityAlert({ message: 'C2 beacon', ...record }, NOW)).toMatchObject({ severity });
});

test.for<readonly [message: string, record: object]>([
  ['Beacon to a C2', { sig: 'Beacon to a C2' }],
  ['Mass deletion', { what: 'Mass deletion', host: 'nas' }],
  ['Device is unreachable', { type: 'Device is unreachable', category: 'Connectivity' }],
])('%s is what happened: %o', ([message, record]) => {
  expect(readSecurityAlert(record, NOW)).toMatchObject({ message });
  expect(readNetworkAlert(record, NOW)).toMatchObject({ message });
});
