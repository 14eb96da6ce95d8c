import type { LocalTime } from '../core/local-time.ts';
import { ok } from '../core/result.ts';
import type { Inventory } from '../inventory/inventory.ts';
import {
  type Area,
  glanceAt,
  healthOf,
  type Nameplate,
  problemsAt,
  toGlance,
} from '../menu/area.ts';
import { forgetReadings } from '../menu/forget-readings.ts';
import { shows } from '../menu/menu.ts';
import type { Memory } from '../readings/memory.ts';
import { securityActions } from './actions.ts';
import { fineWords } from './format.ts';
import { securityOperations } from './operations.ts';
import { findProblems } from './problems.ts';
import type { Security, SecurityStatus } from './security.ts';

export const SECURITY: Nameplate = {
  key: '4',
  name: 'security',
  label: 'Security',
  words: ['security', 'sec'],
};

interface Parts {
  readonly security: Security;
  readonly memory: Memory;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** The security tools as the house knows them: screens and a glance; nothing in them has a name. */
export function securityArea({ security, memory, inventory, time, isDemo }: Parts): Area {
  const { questions, ...offers } = securityOperations(security, { memory, inventory, time });
  const known = { status: questions.status, memory, time };
  const find = (status: SecurityStatus) => findProblems(status, inventory);

  return {
    nameplate: SECURITY,
    isDemo,
    refresh: questions.status.askSource,
    usedAt: memory.usedAt,
    actions: forgetReadings(securityActions(security, time), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    glance: () =>
      glanceAt({
        ...known,
        short: 'Sec',
        format: (status) =>
          toGlance(
            find(status),
            fineWords(status),
            status.warnings === 0 ? 'OK' : fineWords(status),
          ),
      }),
    things: async () => ok({ seen: [], gaps: [] }),

    screens: {
      security: {
        title: 'Security',
        up: 'home',
        items: [
          { key: 'a', label: 'Alerts', opens: 'security.alerts' },
          { key: 'l', label: 'Logs', words: ['log'], opens: 'security.logs' },
          { key: 'f', label: 'Firewall', words: ['fw', 'rules'], opens: 'security.firewall' },
        ],
        ...shows(offers.summary),
      },
      'security.alerts': {
        title: 'Alerts',
        up: 'security',
        ...shows(offers.alerts, 'security.alert'),
      },
      'security.alert': { title: 'Alert', up: 'security.alerts', ...shows(offers.alert) },
      'security.logs': { title: 'Logs', up: 'security', ...shows(offers.logs, 'security.line') },
      'security.line': { title: 'Log line', up: 'security.logs', ...shows(offers.line) },
      'security.firewall': {
        title: 'Firewall',
        up: 'security',
        ...shows(offers.firewall, 'security.rule'),
      },
      'security.rule': { title: 'Rule', up: 'security.firewall', ...shows(offers.rule) },
    },
  };
}
