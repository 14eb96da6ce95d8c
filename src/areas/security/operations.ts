import type { LocalTime } from '../../core/local-time.ts';
import { map } from '../../core/result.ts';
import { defineItemRead, defineListRead } from '../../operation/read-operation.ts';
import { idOfAlert } from '../shared/alert-list.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { optionsForAlert, optionsForRule } from './actions.ts';
import {
  formatAlert,
  formatAlerts,
  formatFirewall,
  formatLine,
  formatLogs,
  formatRule,
  formatStatus,
  idOfLine,
  idOfRule,
} from './format.ts';
import { newestCritical } from './newest-critical.ts';
import { findProblems } from './problems.ts';
import type { Security } from './security.ts';

interface Dependencies {
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
}

/** Defines the cached reads of the security tools, and the operations that format them. */
export function securityOperations(security: Security, { memory, inventory, time }: Dependencies) {
  const status = memory.cached(async () => {
    const counted = await security.status();
    if (!counted.ok || !counted.value.value.critical || counted.value.value.newest) {
      return counted;
    }
    const list = await security.alerts();
    const newest = list.ok ? newestCritical(list.value.value.alerts) : undefined;
    return map(counted, ({ value, ...about }) => ({ ...about, value: { ...value, newest } }));
  });
  const alerts = memory.cached(() => security.alerts());
  const logs = memory.cached(() => security.logs());
  const firewall = memory.cached(() => security.firewall());

  return {
    questions: { status, alerts, firewall },

    summary: defineListRead(
      { name: 'security_summary', summary: 'Critical alerts and warnings' },
      status.ask,
      (status) => formatStatus(status, findProblems(status, inventory)),
    ),
    alerts: defineListRead(
      { name: 'security_alerts', summary: 'Open security alerts, worst first' },
      alerts.ask,
      (value, unseen) => formatAlerts(value.alerts, time, unseen),
    ),
    alert: defineItemRead(
      { name: 'security_alert', summary: 'One security alert in full' },
      alerts.ask,
      {
        what: 'That alert',
        list: (value) => value.alerts,
        idOf: idOfAlert,
        format: (alert) => formatAlert(alert, time),
        offers: (alert) => optionsForAlert(security, alert),
      },
    ),
    logs: defineListRead(
      { name: 'security_logs', summary: 'Recent log lines, newest first' },
      logs.ask,
      (value, unseen) => formatLogs(value.lines, time, unseen),
    ),
    line: defineItemRead({ name: 'security_log_line', summary: 'One log line in full' }, logs.ask, {
      what: 'That line',
      list: (value) => value.lines,
      idOf: idOfLine,
      format: (line) => formatLine(line, time),
    }),
    firewall: defineListRead(
      { name: 'security_firewall', summary: 'Firewall state and rules, bans and captchas' },
      firewall.ask,
      formatFirewall,
    ),
    rule: defineItemRead({ name: 'security_rule', summary: 'One firewall rule' }, firewall.ask, {
      what: 'That rule',
      list: (value) => value.rules,
      idOf: idOfRule,
      format: formatRule,
      offers: (rule) => optionsForRule(security, rule),
    }),
  };
}
