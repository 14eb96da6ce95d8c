import { idOfAlert } from '../shared/alert-list.ts';
import type { SearchEntry } from '../shared/area.ts';
import { idOfRule } from './format.ts';
import { parseIp } from './ip-address.ts';
import type { Firewall, SecurityAlerts } from './security.ts';

/** Returns search entries for the addresses shown lately: the banned ones, and those of alerts. */
export function addressesIn(
  { alerts = [] }: Partial<SecurityAlerts> = {},
  { rules = [] }: Partial<Firewall> = {},
): readonly SearchEntry[] {
  return [
    ...rules.flatMap((rule) =>
      entriesFor(rule.banned ?? rule.decision?.value, 'Banned', {
        screen: 'security.rule',
        subject: idOfRule(rule),
      }),
    ),
    ...alerts.flatMap((alert) =>
      entriesFor(alert.source, 'Alert about', {
        screen: 'security.alert',
        subject: idOfAlert(alert),
      }),
    ),
  ];
}

/** Returns true when a text contains an address, for which the security tools are then read. */
export const hasAddress = (text: string): boolean =>
  text.split(/\s+/).some((word) => parseIp(word) !== undefined);

/** The addresses of attackers are short-lived, so the inventory does not store them. */
function entriesFor(
  address = '',
  what: string,
  opens: SearchEntry['opens'],
): readonly SearchEntry[] {
  const name = parseIp(address);
  return name === undefined ? [] : [{ name, text: `${what} ${name}`, opens, isPassing: true }];
}
