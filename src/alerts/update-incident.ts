import { type Alert, aboutAlert, idOf } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { Decision } from './decision.ts';
import { isFlapping } from './flapping.ts';
import type { Incident } from './incident.ts';

/** Brings an incident in line with its alerts, after some of them have changed. */
export function updateIncident(decision: Decision, id: string): void {
  const { book, now, timing } = decision;
  const incident = book.incident(id);
  if (!incident || incident.closedAt !== undefined) return;
  const all = book.members(id);
  const active = activeMembers(book, id);
  const flapping =
    incident.flappingSince ??
    (all.some((alert) => isFlapping(alert, now, timing)) ? now : undefined);
  if (active.length === 0) {
    const isWaived = all.length > 0 && all.every((alert) => alert.isWaived);
    const clear: Incident = { ...incident, clearSince: incident.clearSince ?? now };
    book.putIncident({
      ...clear,
      ...(flapping !== undefined && { flappingSince: flapping }),
      ...(isWaived && { closedAt: now, ending: 'waived' as const }),
    });
    return;
  }
  const { clearSince: _, staleSince: _stale, ...rest } = incident;
  const severity = worstOf(active);
  const root = rootOf(incident, active);
  const alert = book.alertById(root);
  book.putIncident({
    ...rest,
    ...{ severity, root },
    ...(alert && { about: aboutAlert(alert) }),
    startedAt: Math.min(...active.map(({ startedAt }) => startedAt)),
    opensAt: opensAt(decision, incident, active),
    ...(flapping !== undefined && { flappingSince: flapping }),
  });
}

export const worstOf = (alerts: readonly Pick<Alert, 'severity'>[]): Alert['severity'] =>
  (['critical', 'warning', 'info'] as const).find((severity) =>
    alerts.some((alert) => alert.severity === severity),
  ) ?? 'info';

/** Returns the root while it or what depends on it is in trouble; else the first of the worst, but none that only sums up others. */
function rootOf({ root }: Incident, active: readonly Alert[]): string {
  if (active.some((alert) => idOf(alert) === root || dependsOn(alert, root))) return root;
  const severity = worstOf(active);
  const worst = active.filter((alert) => alert.severity === severity);
  const [first] = [...worst.filter(({ isSummary = false }) => !isSummary), ...worst];
  return first ? idOf(first) : root;
}

/** Each alert that joins extends the wait, up to a limit; a critical one shortens that of a warning. */
function opensAt(
  { now, timing }: Decision,
  { createdAt, opensAt: before, openedAt, round, check }: Incident,
  active: readonly Alert[],
): number {
  if (openedAt !== undefined || check) return before;
  const joined = active.filter(({ firedAt }) => firedAt === now);
  if (joined.length === 0) return before;
  const wait = timing.groupWait[worstOf(active)];
  if (round > 1) return Math.min(before, now + wait);
  const latest = createdAt + Math.max(timing.maxGroupWait, wait);
  return Math.min(latest, now + wait);
}

/** Returns true for an alert that names another one as what it depends on, or whose cause that was found to be. */
export const dependsOn = ({ source, parents = [], cause }: Alert, id: string): boolean =>
  cause === id || parents.some((key) => idOf({ source, key }) === id);
