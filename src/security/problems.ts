import type { Inventory } from '../inventory/inventory.ts';
import type { Problem } from '../operation/problem.ts';
import type { SecurityStatus } from './security.ts';

/** What a person would call broken in security: critical alerts. Warnings are only worth a look. */
export function findProblems(
  { critical }: SecurityStatus,
  inventory: Inventory,
): readonly Problem[] {
  const subject = 'security/alerts';
  if (critical === 0 || inventory.isExpectedOff(subject)) return [];
  const opens = { screen: 'security.alerts' };
  return [{ subject, name: String(critical), state: 'critical', severity: 'critical', opens }];
}
