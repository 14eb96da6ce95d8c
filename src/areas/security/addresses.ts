import { idOfAlert } from '../shared/alert-list.ts';
import type { SearchEntry } from '../shared/area.ts';
import { idOfRule } from './format.ts';
import { parseIp } from './ip-address.ts';
import type { Firewall, SecurityAlerts } from './security.ts';

/** The addresses that were shown lately: those that are kept out, and those that alerts are about. */
export function addressesIn(
  { alerts = [] }: Partial<SecurityAlerts> = {},
  { rules = [] }: Partial<Firewall> = {},
): readonly SearchEntry[] {
  return [
    ...rules.flatMap((rule) =>
      entry(rule.banned ?? rule.decision?.value, 'Banned', {
        screen: 'security.rule',
        subject: idOfRule(rule),
      }),
    ),
    ...alerts.flatMap((alert) =>
      entry(alert.source, 'Alert about', { screen: 'security.alert', subject: idOfAlert(alert) }),
    ),
  ];
}

/** Whether a text names an address, which the tools are then asked about. */
export const hasAddress = (text: string): boolean =>
  text.split(/\s+/).some((word) => parseIp(word) !== undefined);

/** Attackers come and go: nobody has to remember their addresses. */
function entry(address = '', what: string, opens: SearchEntry['opens']): readonly SearchEntry[] {
  const name = parseIp(address);
  return name === undefined ? [] : [{ name, text: `${what} ${name}`, opens, isPassing: true }];
}
