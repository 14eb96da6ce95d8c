import { isNoSource } from '../../core/no-source.ts';
import { ok } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { idOfAlert } from '../shared/alert-list.ts';
import { type Area, toFoundEntries } from '../shared/area.ts';
import { listScreens } from '../shared/area-screens.ts';
import { type AreaDependencies, defineArea } from '../shared/define-area.ts';
import { optionsForAlert, optionsForRule, securityActions } from './actions.ts';
import { addressesIn, hasAddress } from './addresses.ts';
import {
  fineWords,
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
import { findHidden, findProblems } from './problems.ts';
import {
  Firewall,
  FirewallRule,
  LogLine,
  LogLines,
  type Security,
  SecurityAlert,
  SecurityAlerts,
  SecurityStatus,
} from './security.ts';
import { readFullStatus } from './whole-status.ts';

export const SECURITY: AreaInfo = {
  key: '4',
  name: 'security',
  label: 'Security',
  words: ['sec', 'crowdsec', 'wazuh', 'siem', 'ids'],
  example: 'ban 203.0.113.5',
};

const ALERT_WORDS =
  'alert|alarms|alarm|notifications|attacks|attack|attackers|threats|intrusions|detections'.split(
    '|',
  );
const FIREWALL_WORDS =
  'fw|rules|firewall rules|bans|ban list|banned|blocked|blocklist|decisions'.split('|');

interface Dependencies extends AreaDependencies {
  readonly security: Security;
}

/** Builds the security area; its search entries are the addresses that a screen has shown. */
export function securityArea({ security, ...dependencies }: Dependencies): Area {
  const { memory, inventory } = dependencies;
  const alerts = memory.cached(() => security.alerts());
  const firewall = memory.cached(() => security.firewall());

  return defineArea(dependencies, {
    info: SECURITY,
    status: {
      reading: memory.cached(() => readFullStatus(security)),
      summary: 'Critical alerts and warnings',
      findProblems: (status) => findProblems(status, inventory),
      findHidden,
      output: SecurityStatus,
      select: (status) => status,
      format: formatStatus,
      short: 'Sec',
      fineWords,
      brief: (status) => (status.warnings === 0 ? 'OK' : fineWords(status)),
    },
    changes: securityActions(security),
    async searchEntries(about = '') {
      const shown = () => addressesIn(alerts.peek()?.value, firewall.peek()?.value);
      if (!hasAddress(about)) return ok({ seen: shown(), gaps: [] });
      const lists = await Promise.all([alerts.ask(), firewall.ask()]);
      const available = lists.filter((list) => !isNoSource(list));
      return toFoundEntries(SECURITY.label, available, shown());
    },
    screens: [
      listScreens({
        name: 'alerts',
        entry: { key: 'a', label: 'Alerts', words: ALERT_WORDS },
        summary: 'Open security alerts, worst first',
        reading: alerts,
        output: SecurityAlerts,
        format: (value, unseen, time) => formatAlerts(value.alerts, time, unseen),
        item: {
          name: 'alert',
          summary: 'One security alert in full',
          list: (value) => value.alerts,
          idOf: idOfAlert,
          item: SecurityAlert,
          format: formatAlert,
          offers: (alert) => optionsForAlert(security, alert),
        },
      }),
      listScreens({
        name: 'logs',
        entry: { key: 'l', label: 'Logs', words: ['log'] },
        summary: 'Recent log lines, newest first',
        reading: memory.cached(() => security.logs()),
        output: LogLines,
        format: ({ lines }, unseen, time) => formatLogs(lines, time, unseen),
        item: {
          name: 'line',
          title: 'Log line',
          summary: 'One log line in full',
          list: ({ lines }) => lines,
          idOf: idOfLine,
          item: LogLine,
          format: formatLine,
        },
      }),
      listScreens({
        name: 'firewall',
        entry: { key: 'f', label: 'Firewall', words: FIREWALL_WORDS },
        summary: 'Firewall state and rules, bans and captchas',
        reading: firewall,
        output: Firewall,
        format: formatFirewall,
        item: {
          name: 'rule',
          summary: 'One firewall rule',
          list: ({ rules }) => rules,
          idOf: idOfRule,
          item: FirewallRule,
          format: formatRule,
          offers: (rule) => optionsForRule(security, rule),
        },
      }),
    ],
  });
}
