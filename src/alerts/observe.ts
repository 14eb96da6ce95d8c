import { type Alert, isActive } from './alert.ts';
import type { AlertEvent } from './alert-event.ts';
import { assign } from './assign.ts';
import { type CauseFinder, createCauseFinder } from './causes.ts';
import type { Decision } from './decision.ts';
import { toSafeWords } from './safe-words.ts';
import { updateIncident } from './update-incident.ts';

/** The number of changes that are remembered of each alert. */
const MAX_CHANGES = 12;

/** A source's clock may be wrong: a begin in the future is now. */
const isPlausible = (at: number | undefined, now: number): at is number =>
  at !== undefined && at > 0 && at <= now;

/** Applies what sources report. Reports may be repeated, late and in any order: a second one of the same state changes nothing. */
export function observe(decision: Decision, events: readonly AlertEvent[]): void {
  const touched = new Set<string>();
  const causes = createCauseFinder(decision);
  for (const event of events) {
    const incident = observeOne(decision, event, causes);
    if (incident !== undefined) touched.add(incident);
  }
  for (const incident of touched) updateIncident(decision, incident);
}

/** Returns the incident that the report concerns. */
function observeOne(
  decision: Decision,
  event: AlertEvent,
  causes: CauseFinder,
): string | undefined {
  const { book } = decision;
  const known = book.alert(event);
  switch (event.state) {
    case 'test':
      return undefined;
    case 'heartbeat':
      return beat(decision, event, known);
    case 'resolved':
      return known && isActive(known) ? resolve(decision, event, known) : undefined;
    case 'firing':
    case 'nodata':
    case 'info':
      return known && isActive(known) && !isNewEvent(event, known)
        ? repeat(decision, event, known, causes)
        : fire(decision, event, known, causes);
    default:
      return event.state satisfies never;
  }
}

/** Something that happens has no end: a later report of another begin is another event. */
const isNewEvent = (event: AlertEvent, known: Alert): boolean =>
  event.state === 'info' && event.startedAt !== undefined && event.startedAt > known.startedAt;

function fire(
  decision: Decision,
  event: AlertEvent,
  known: Alert | undefined,
  causes: CauseFinder,
): string | undefined {
  const { book, now } = decision;
  const alert: Alert = {
    ...describe(event),
    startedAt: isPlausible(event.startedAt, now) ? event.startedAt : now,
    firedAt: now,
    seenAt: now,
    repeatMs: known?.repeatMs,
    changes: [...(known?.changes ?? []), now].slice(-MAX_CHANGES),
    incident: known?.incident,
    place: decision.dependencies.placeOf(event),
    ...(isStillCut(decision, known) && { isCut: true }),
  };
  if (alert.severity === 'info') {
    book.put({ ...alert, incident: undefined }); // mere information is no part of what it was before
    return known?.incident;
  }
  book.put(alert);
  causes.add(alert);
  return assign(decision, alert, causes);
}

/** One that a person took out of an incident stays out of it while it may belong together with what it was then. */
const isStillCut = ({ now, timing }: Decision, known: Alert | undefined): boolean =>
  known?.isCut === true && now - (known.endedAt ?? now) <= timing.reopen;

function repeat(
  { book, now, ...rest }: Decision,
  event: AlertEvent,
  known: Alert,
  causes: CauseFinder,
): string | undefined {
  const alert: Alert = {
    ...known,
    ...describe(event),
    seenAt: now,
    repeatMs: learnRepeat(known, now),
  };
  book.put(alert);
  const incident = alert.incident === undefined ? undefined : book.incident(alert.incident);
  const isUnfinished = incident !== undefined && incident.closedAt === undefined;
  if (isUnfinished || alert.severity === 'info') return incident?.id;
  // A warning that was mere information before, or one that was closed while its source was silent.
  const isNews = incident === undefined || incident.ending === 'unproven';
  return isNews ? assign({ book, now, ...rest }, alert, causes) : undefined;
}

function resolve({ book, now }: Decision, event: AlertEvent, known: Alert): string | undefined {
  const { startedAt } = known;
  const isKnownEnd = isPlausible(event.endedAt, now) && event.endedAt >= startedAt;
  book.put({
    ...known,
    state: 'resolved',
    isWaived: event.isWaived,
    endedAt: isKnownEnd ? event.endedAt : now,
    seenAt: now,
    changes: [...known.changes, now].slice(-MAX_CHANGES),
  });
  return known.incident;
}

/** A heartbeat is well as long as it comes; whatever was told of its absence is over. */
function beat(
  { book, now }: Decision,
  event: AlertEvent,
  known: Alert | undefined,
): string | undefined {
  const wasMissing = known !== undefined && isActive(known);
  book.put({
    ...describe(event),
    ...{ startedAt: known?.startedAt ?? now, firedAt: known?.firedAt ?? now, seenAt: now },
    repeatMs: known && !wasMissing ? learnRepeat(known, now) : known?.repeatMs,
    changes: known?.changes ?? [],
    incident: known?.incident,
    ...(wasMissing && { endedAt: now, subject: known.subject, title: known.title }),
  });
  return wasMissing ? known.incident : undefined;
}

/** Reports closer than this are one delivery that is tried again, and no repeat. */
const MIN_REPEAT_MS = 5000;

function learnRepeat({ seenAt, repeatMs }: Alert, now: number): number | undefined {
  const gap = now - seenAt;
  return gap < MIN_REPEAT_MS ? repeatMs : Math.max(gap, repeatMs ?? 0);
}

type Described = Omit<Alert, 'startedAt' | 'firedAt' | 'seenAt' | 'changes'>;

function describe(event: AlertEvent): Described {
  const { source, key, state, severity, subject, title, detail, url, ...about } = event;
  const { groupKey, parents, more, isSummary } = about;
  return {
    ...{ source, key, severity, detail, url, groupKey, parents, more, isSummary },
    title: toSafeWords(title) || '?',
    subject: subject === undefined ? undefined : toSafeWords(subject) || '?',
    state: state === 'test' ? 'info' : state,
    isWaived: undefined,
  };
}
