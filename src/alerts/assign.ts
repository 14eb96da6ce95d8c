import { type Alert, aboutAlert, idOf, isActive } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { CauseFinder } from './causes.ts';
import type { Decision } from './decision.ts';
import type { Dependencies } from './dependencies.ts';
import { type Explained, explainedBy, gather, ofExplained } from './explained.ts';
import type { Incident } from './incident.ts';

/** Finds the incident that a new alert belongs to, or begins one. Returns its id. */
export function assign(decision: Decision, alert: Alert, causes: CauseFinder): string {
  const found = alert.isCut ? [] : causes.causesOf(alert);
  const explained = explainedBy(decision, alert, causes);
  const incident =
    currentOf(decision, alert, found) ??
    ofCause(decision, found) ??
    againOf(decision, alert) ??
    (alert.isCut ? undefined : together(decision, alert, explained)) ??
    begin(decision, alert);
  decision.book.put({ ...alert, incident: incident.id, cause: found[0] && idOf(found[0]) });
  gather(decision, incident, explained);
  return incident.id;
}

/** The incident that it shares with others. */
const together = (decision: Decision, alert: Alert, explained: readonly Explained[]) =>
  ofParents(decision, alert) ??
  ofChildren(decision, alert) ??
  ofExplained(decision, alert, explained) ??
  // The cause of a part of a storm is told by itself, with that part.
  (explained.length > 0 ? undefined : (ofGroup(decision, alert) ?? ofStorm(decision, alert)));

/** The incident that it belongs to already, unless all of that has another cause now. */
function currentOf(
  { book }: Decision,
  { incident: id }: Alert,
  [cause]: readonly Alert[],
): Incident | undefined {
  const current = id === undefined ? undefined : unfinished(book.incident(id));
  const isMoved = current?.clearSince !== undefined && cause && cause.incident !== current.id;
  return isMoved ? undefined : current;
}

/** The incident of the first of its causes. */
const ofCause = ({ book }: Decision, [cause]: readonly Alert[]): Incident | undefined =>
  cause?.incident === undefined ? undefined : unfinished(book.incident(cause.incident));

/** The incident that it belonged to, unless that ended long ago or an event of its own is over. */
function againOf({ book, now, timing }: Decision, { incident: id, state }: Alert) {
  const incident = id === undefined ? undefined : book.incident(id);
  if (!incident || incident.closedAt === undefined || incident.ending === 'merged')
    return undefined;
  if (state === 'info' || now - incident.closedAt > timing.reopen) return undefined;
  const { closedAt: _, ending: _ending, clearSince: _clear, openedAt: _opened, ...rest } = incident;
  const { response: _response, staleSince: _stale, passed: _passed, ...more } = rest;
  const { maintenance: _maintenance, leftOver: _left, ...kept } = more;
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

function begin({ book, now, timing, newId, dependencies }: Decision, alert: Alert): Incident {
  const { severity, startedAt } = alert;
  const areas = alert.isCut ? [] : areasOfCauses(dependencies, alert);
  const wait = timing.groupWait[severity];
  const incident: Incident = {
    ...{ id: newId(), severity, root: idOf(alert), startedAt, createdAt: now },
    ...{ round: 1, notes: [], told: {}, held: {} },
    opensAt: now + (areas.length > 0 ? Math.max(wait, timing.maxGroupWait) : wait),
    ...(areas.length > 0 && { check: { areas } }),
    about: aboutAlert(alert),
  };
  book.putIncident(incident);
  return incident;
}

/** The areas of everything that the thing in trouble depends on. */
function areasOfCauses(dependencies: Dependencies, alert: Alert): readonly string[] {
  const place = dependencies.placeOf(alert);
  if (place === undefined || dependencies.parentsOf(place).length === 0) return [];
  return [...dependencies.areasAbove(place)];
}

const isWaiting = ({ openedAt, closedAt }: Incident): boolean =>
  openedAt === undefined && closedAt === undefined;

const unfinished = (incident: Incident | undefined): Incident | undefined =>
  incident?.closedAt === undefined ? incident : undefined;
