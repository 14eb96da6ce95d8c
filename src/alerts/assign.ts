import { type Alert, aboutAlert, idOf, isActive } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { Decision } from './decision.ts';
import type { Incident } from './incident.ts';

/** Finds the incident that a new alert belongs to, or begins one. Returns its id. */
export function assign(decision: Decision, alert: Alert): string {
  const incident =
    earlierOf(decision, alert) ??
    ofParents(decision, alert) ??
    ofChildren(decision, alert) ??
    ofGroup(decision, alert) ??
    ofStorm(decision, alert) ??
    begin(decision, alert);
  decision.book.put({ ...alert, incident: incident.id });
  return incident.id;
}

/** The incident that it belonged to, unless that ended long ago or an event of its own is over. */
function earlierOf({ book, now, timing }: Decision, { incident: id, state }: Alert) {
  const incident = id === undefined ? undefined : book.incident(id);
  if (!incident || incident.ending === 'merged') return undefined;
  if (incident.closedAt === undefined) return incident;
  if (state === 'info' || now - incident.closedAt > timing.reopen) return undefined;
  const { closedAt: _, ending: _ending, clearSince: _clear, openedAt: _opened, ...rest } = incident;
  const { response: _response, staleSince: _stale, passed: _passed, ...kept } = rest;
  const again: Incident = {
    ...kept,
    round: incident.round + 1,
    opensAt: now + timing.groupWait[incident.severity],
  };
  book.putIncident(again);
  return again;
}

/** An alert whose parents are all in trouble belongs to the incident of the first of them. */
function ofParents({ book, timing }: Decision, alert: Alert): Incident | undefined {
  const { source, parents = [], startedAt } = alert;
  const above = parents.map((key) => book.alert({ source, key }));
  const active = above.flatMap((parent) => (parent && isActive(parent) ? [parent] : []));
  const [first] = active;
  if (!first || active.length < parents.length || first.key === alert.key) return undefined;
  if (startedAt < first.startedAt - timing.childLead) return undefined;
  return unfinished(book.incident(first.incident ?? ''));
}

/** An alert that others depend on joins their incident as its root, unless it only sums them up. */
function ofChildren({ book, timing }: Decision, alert: Alert): Incident | undefined {
  const { source, key, startedAt, isSummary = false } = alert;
  for (const incident of book.incidents()) {
    if (!unfinished(incident)) continue;
    const children = activeMembers(book, incident.id).filter(
      (child) => child.source === source && child.parents?.includes(key) && child.key !== key,
    );
    const [child] = children;
    if (!child || child.startedAt < startedAt - timing.childLead) continue;
    if (!isSummary) book.putIncident({ ...incident, root: idOf(alert) });
    return book.incident(incident.id);
  }
  return undefined;
}

/** Alerts that their source reports as one group begin together. */
function ofGroup({ book }: Decision, { source, groupKey }: Alert): Incident | undefined {
  if (groupKey === undefined) return undefined;
  return book
    .incidents()
    .find(
      (incident) =>
        isWaiting(incident) &&
        activeMembers(book, incident.id).some(
          (member) => member.source === source && member.groupKey === groupKey,
        ),
    );
}

/** Many unrelated incidents at once are one, whose cause is unclear. */
function ofStorm(decision: Decision, alert: Alert): Incident | undefined {
  const { book, now, timing } = decision;
  if (alert.state === 'info') return undefined;
  const waiting = book.incidents().filter(isWaiting);
  const storm = waiting.find(({ isStorm }) => isStorm);
  if (storm) return storm;
  const recent = book
    .incidents()
    .filter((incident) => unfinished(incident) && now - incident.createdAt < timing.stormWithin)
    .filter(({ round }) => round === 1);
  const [first, ...others] = waiting.filter((incident) => recent.includes(incident));
  if (!first || recent.length + 1 < timing.stormSize) return undefined;
  for (const other of others) merge(decision, other, first);
  const merged: Incident = {
    ...first,
    isStorm: true,
    opensAt: Math.min(first.opensAt, ...others.map(({ opensAt }) => opensAt)),
  };
  book.putIncident(merged);
  return merged;
}

/** Moves the alerts of an incident that nobody was told of to another one. */
function merge({ book, now }: Decision, from: Incident, to: Incident): void {
  for (const member of book.members(from.id)) book.put({ ...member, incident: to.id });
  book.putIncident({ ...from, closedAt: now, ending: 'merged' });
}

function begin({ book, now, timing, newId }: Decision, alert: Alert): Incident {
  const { severity, startedAt } = alert;
  const incident: Incident = {
    ...{ id: newId(), severity, root: idOf(alert), startedAt, createdAt: now },
    ...{ opensAt: now + timing.groupWait[severity], round: 1, notes: [], told: {}, held: {} },
    about: aboutAlert(alert),
  };
  book.putIncident(incident);
  return incident;
}

const isWaiting = ({ openedAt, closedAt }: Incident): boolean =>
  openedAt === undefined && closedAt === undefined;

const unfinished = (incident: Incident | undefined): Incident | undefined =>
  incident?.closedAt === undefined ? incident : undefined;
