import { type Alert, aboutAlert, idOf, isActive } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { Decision } from './decision.ts';
import { lastChangeOf } from './flapping.ts';
import { giveCode } from './give-code.ts';
import { type Incident, OWN_SOURCE, stateOf, wasTexted } from './incident.ts';
import { holdForMaintenance } from './maintenance.ts';
import { dependsOn, updateIncident, worstOf } from './update-incident.ts';

/** Lets time pass: waits end, answers run out, what has recovered is over, and what is not heard of is stale. */
export function advance(decision: Decision): void {
  for (const { id } of decision.book.incidents()) advanceOne(decision, id);
}

/** The steps that time brings, in the order in which they are tried; each returns the incident after it. */
const STEPS: readonly ((decision: Decision, incident: Incident) => Incident)[] = [
  endFlapping,
  endEvent,
  split,
  close,
  open,
  endResponse,
  markStale,
  holdForMaintenance,
];

function advanceOne(decision: Decision, id: string): void {
  for (const step of STEPS) {
    const before = decision.book.incident(id);
    if (!before || before.closedAt !== undefined) return;
    const after = step(decision, before);
    if (after === before) continue;
    decision.book.putIncident(after);
    noteStep(decision, before, after);
  }
}

function noteStep({ book }: Decision, before: Incident, after: Incident): void {
  const [from, to] = [stateOf(before), stateOf(after)];
  if (from === to) return;
  const { name, title } = after.about;
  const words = name === title ? title : `${name}: ${title}`;
  book.note({ incident: after.id, code: after.code, from, to: after.ending ?? to, words });
}

/** Incidents come back to life within `reopen`, so that flapping is seen; it ends after a time without a change. */
function endFlapping({ book, now, timing }: Decision, incident: Incident): Incident {
  if (incident.flappingSince === undefined) return incident;
  if (now - lastChangeOf(book.members(incident.id)) < timing.flapWithin) return incident;
  const { flappingSince: _, ...rest } = incident;
  return rest;
}

/** An event has no end of its own. */
function endEvent(decision: Decision, incident: Incident): Incident {
  const { book, now, timing } = decision;
  const active = activeMembers(book, incident.id);
  const isOver = (alert: Alert): boolean =>
    alert.state === 'info' && now - alert.seenAt >= timing.event;
  if (active.length === 0 || !active.every(isOver)) return incident;
  for (const alert of active) book.put({ ...alert, state: 'resolved', endedAt: now });
  return { ...incident, closedAt: now, ending: 'expired' };
}

/** Makes an incident of its own of the alerts that did not end with their cause. */
function split(decision: Decision, incident: Incident): Incident {
  const { book, now, timing, newId } = decision;
  const root = book.alertById(incident.root);
  if (!root || isActive(root) || incident.openedAt === undefined) return incident;
  if (now - (root.endedAt ?? now) < timing.grace) return incident;
  const left = activeMembers(book, incident.id).filter((alert) => dependsOn(alert, incident.root));
  const [first] = left;
  if (!first) return incident;
  const id = newId();
  for (const alert of activeMembers(book, incident.id)) book.put({ ...alert, incident: id });
  const code = giveCode(decision);
  book.putIncident({
    ...{ id, severity: worstOf(left), root: idOf(first), startedAt: first.startedAt },
    ...{ createdAt: now, opensAt: now, openedAt: now, round: 1, notes: [], told: {}, held: {} },
    about: aboutAlert(first),
    ...(code !== undefined && { code }),
  });
  updateIncident(decision, id);
  const rest = book.incident(id);
  if (rest) book.putIncident(holdForMaintenance(decision, rest));
  return {
    ...{ ...incident, clearSince: root.endedAt ?? now, closedAt: now, ending: 'recovered' },
    leftOver: id,
  };
}

function close({ now, timing }: Decision, incident: Incident): Incident {
  const { clearSince, openedAt, flappingSince } = incident;
  if (clearSince === undefined) return incident;
  // One that began again and that a person knows of stays until it is known to be over.
  if (openedAt === undefined && !wasTexted(incident))
    return { ...incident, closedAt: now, ending: 'brief' };
  if (flappingSince !== undefined || now - clearSince < timing.recovery) return incident;
  return { ...incident, closedAt: now, ending: 'recovered' };
}

function open(decision: Decision, incident: Incident): Incident {
  const { openedAt, opensAt, code } = incident;
  if (openedAt !== undefined || decision.now < opensAt) return incident;
  const given = code ?? giveCode(decision);
  return { ...incident, openedAt: decision.now, ...(given !== undefined && { code: given }) };
}

/** An acknowledgement or a snooze holds for a time; a mute holds until all is well. */
function endResponse({ now, timing }: Decision, incident: Incident): Incident {
  const { response, severity } = incident;
  if (!response) return incident;
  const { is, at, until = Number.POSITIVE_INFINITY } = response;
  // One that has become critical since stays quiet no longer than a critical one may.
  const longest = (is === 'snoozed' ? timing.maxSnooze : timing.acked)[severity];
  if (is === 'muted' || now < Math.min(until, at + longest)) return incident;
  const { response: _, ...rest } = incident;
  return { ...rest, resumedAt: now };
}

function markStale({ book, now, timing }: Decision, incident: Incident): Incident {
  if (incident.staleSince !== undefined || incident.openedAt === undefined) return incident;
  const active = activeMembers(book, incident.id);
  // A missing heartbeat was silent before it was an alert.
  const isSilent = ({ source, state, seenAt, firedAt, repeatMs = 0 }: Alert): boolean =>
    source !== OWN_SOURCE &&
    state !== 'info' &&
    now - Math.max(seenAt, firedAt) >= Math.max(timing.stale, 2 * repeatMs);
  if (active.length === 0 || !active.every(isSilent)) return incident;
  return { ...incident, staleSince: now };
}
