import type { Inventory } from '../inventory/inventory.ts';
import type { Problem } from '../operation/problem.ts';
import type { NetworkStatus } from './network.ts';

/** What a person would call broken in the network. */
export function findProblems(status: NetworkStatus, inventory: Inventory): readonly Problem[] {
  const { devices, accessPoints, alerts, offline = [] } = status;
  const problem = (subject: string, name: string, state: string): Problem => ({
    ...{ subject, name, state, severity: 'critical' },
    opens: { screen: subject.endsWith('alerts') ? 'network.alerts' : 'network.details' },
  });
  const isUnknown = (devices ?? accessPoints ?? alerts) === undefined && offline.length === 0;
  return [
    ...offline.map((name) => problem(`network/device/${name}`, name, 'down')),
    ...(alerts && offline.length === 0
      ? [problem('network/alerts', String(alerts), alerts === 1 ? 'alert' : 'alerts')]
      : []),
    ...(isUnknown ? [problem('network', 'nothing', 'known')] : []),
  ].filter(({ subject }) => !inventory.isExpectedOff(subject));
}
