import type { LocalTime } from '../../core/local-time.ts';
import { isNoSource } from '../../core/no-source.ts';
import { ok } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { screenFor } from '../../menu/menu.ts';
import {
  type Area,
  healthOf,
  problemsAt,
  summarize,
  toFoundEntries,
  toStatusSummary,
} from '../shared/area.ts';
import { forgetReadings } from '../shared/forget-readings.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { securityActions } from './actions.ts';
import { addressesIn, hasAddress } from './addresses.ts';
import { fineWords } from './format.ts';
import { securityOperations } from './operations.ts';
import { findProblems } from './problems.ts';
import type { Security, SecurityStatus } from './security.ts';

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

interface Dependencies {
  readonly security: Security;
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** Builds the security area: its screens, its status summary, and search entries for addresses that a screen has shown. */
export function securityArea({ security, memory, inventory, time, isDemo }: Dependencies): Area {
  const { questions, ...offers } = securityOperations(security, { memory, inventory, time });
  const known = { status: questions.status, memory, time };
  const find = (status: SecurityStatus) => findProblems(status, inventory);

  return {
    info: SECURITY,
    isDemo,
    refresh: questions.status.refresh,
    usedAt: memory.usedAt,
    expire: memory.expire,
    actions: forgetReadings(securityActions(security, time), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    summary: () =>
      summarize({
        ...known,
        short: 'Sec',
        format: (status) =>
          toStatusSummary(
            find(status),
            fineWords(status),
            status.warnings === 0 ? 'OK' : fineWords(status),
          ),
      }),
    async searchEntries(about = '') {
      const shown = () =>
        addressesIn(questions.alerts.peek()?.value, questions.firewall.peek()?.value);
      if (!hasAddress(about)) return ok({ seen: shown(), gaps: [] });
      const lists = await Promise.all([questions.alerts.ask(), questions.firewall.ask()]);
      const available = lists.filter((list) => !isNoSource(list));
      return toFoundEntries(SECURITY.label, available, shown());
    },

    screens: {
      security: {
        title: 'Security',
        up: 'home',
        items: [
          { key: 'a', label: 'Alerts', words: ALERT_WORDS, opens: 'security.alerts' },
          { key: 'l', label: 'Logs', words: ['log'], opens: 'security.logs' },
          { key: 'f', label: 'Firewall', words: FIREWALL_WORDS, opens: 'security.firewall' },
        ],
        ...screenFor(offers.summary),
      },
      'security.alerts': {
        title: 'Alerts',
        up: 'security',
        ...screenFor(offers.alerts, 'security.alert'),
      },
      'security.alert': { title: 'Alert', up: 'security.alerts', ...screenFor(offers.alert) },
      'security.logs': {
        title: 'Logs',
        up: 'security',
        ...screenFor(offers.logs, 'security.line'),
      },
      'security.line': { title: 'Log line', up: 'security.logs', ...screenFor(offers.line) },
      'security.firewall': {
        title: 'Firewall',
        up: 'security',
        ...screenFor(offers.firewall, 'security.rule'),
      },
      'security.rule': { title: 'Rule', up: 'security.firewall', ...screenFor(offers.rule) },
    },
  };
}
