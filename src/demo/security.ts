import type {
  Firewall,
  FirewallRule,
  LogLines,
  SecurityAlert,
  SecurityAlerts,
  SecurityStatus,
} from '../areas/security/security.ts';
import { MINUTE_MS } from './fault-schedule.ts';
import { FIREWALL_RULES } from './firewall-rules.ts';
import { logAt } from './security-log.ts';
import { type DemoState, type DemoWorld, worldAt } from './world-at.ts';

export interface SecurityNow {
  readonly status: SecurityStatus;
  readonly alerts: SecurityAlerts;
  readonly logs: LogLines;
  readonly firewall: Firewall;
}

/** Returns all security data at one instant; the status counts the alerts in the list. */
export function securityAt(demoState: DemoState, now: number): SecurityNow {
  const world = worldAt(demoState, now);
  const alerts = alertsAt(world, demoState.startedAt);
  const newest = alerts.find(({ severity }) => severity === 'critical')?.message;
  const count = (severity: SecurityAlert['severity']) =>
    alerts.filter((alert) => alert.severity === severity).length;

  return {
    status: {
      critical: count('critical'),
      warnings: count('warning'),
      ...(newest !== undefined && { newest }),
    },
    alerts: { alerts },
    logs: { lines: logAt(world) },
    firewall: { enabled: true, rules: [...bansAt(world), ...FIREWALL_RULES] },
  };
}

const HOUR_MS = 60 * MINUTE_MS;

/** Returns the bans made by text that have not expired. */
const bansAt = (world: DemoWorld): FirewallRule[] =>
  world
    .changes('address')
    .filter(([, { verb, at, number = 0 }]) => verb === 'ban' && world.now < at + number * HOUR_MS)
    .map(([address, { at }]) => ({
      id: `${address}-${at}`,
      name: `${address} (ban by text)`,
      action: 'ban',
      enabled: true,
      from: address,
      banned: address,
      decision: { value: address, reason: 'by text' },
    }));

function alertsAt(world: DemoWorld, startedAt: number): SecurityAlert[] {
  const { isOn, since } = world.incident('critical-alert');
  const before = (minutes: number) => world.iso(startedAt - minutes * MINUTE_MS);
  const critical: SecurityAlert = {
    at: world.iso(since),
    severity: 'critical',
    message: 'Root login over SSH from an unknown address',
    source: '198.51.100.23',
  };
  return [
    ...(isOn ? [critical] : []),
    {
      at: before(95),
      severity: 'warning',
      message: '14 failed SSH logins on nginx-proxy, address banned for 4h',
      source: '203.0.113.66',
    },
    {
      at: before(412),
      severity: 'warning',
      message: 'docker-host has 3 packages with known vulnerabilities',
      source: 'docker-host',
    },
    {
      at: before(1310),
      severity: 'info',
      message: 'CrowdSec blocklist updated, 15204 addresses',
      source: 'crowdsec',
    },
  ];
}
