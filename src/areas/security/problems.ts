import type { Problem } from '../../operation/problem.ts';
import { shorten } from '../../operation/shorten.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { SecurityStatus } from './security.ts';

/** Finds what a person would call broken in security, worst first: critical alerts, and sources that do not answer. */
export function findProblems(status: SecurityStatus, inventory: Inventory): readonly Problem[] {
  return [
    ...((status.critical ?? 0) > 0 ? [problemOfAlerts(status)] : []),
    ...(status.silent ?? []).map(problemOfSource),
  ].filter(({ subject }) => !inventory.isExpectedOff(subject));
}

/** Returns the subjects that may be in trouble unseen: the alerts, while a source of them does not answer. */
export const findHidden = ({ silent = [] }: SecurityStatus): readonly string[] =>
  silent.length > 0 ? [ALERTS] : [];

const ALERTS = 'security/alerts';

/** Reports all critical alerts as one problem, with the message of the newest. */
function problemOfAlerts({ critical = 0, newest }: SecurityStatus): Problem {
  const alerts = critical === 1 ? 'alert' : 'alerts';
  return {
    subject: ALERTS,
    name: `${critical} critical${newest === undefined ? '' : ':'}`,
    state: newest === undefined ? alerts : shorten(newest),
    severity: 'critical',
    count: critical,
    opens: { screen: 'security.alerts' },
  };
}

const problemOfSource = (name: string): Problem => ({
  subject: `security/source/${name}`,
  name,
  state: 'no answer',
  severity: 'warning',
  opens: { screen: 'security' },
});
