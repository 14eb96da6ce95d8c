import { activeMembers } from './alert-book.ts';
import type { AlertCaps } from './alert-timing.ts';
import { audienceOf } from './audience.ts';
import { sendingOf } from './caps.ts';
import type { Decision } from './decision.ts';
import { type Incident, type LastText, stateOf, wasTexted } from './incident.ts';
import { type AlertReader, withSent } from './reader.ts';
import { nagsAt, type Story, storyFor } from './story.ts';

/** A person who is told of alerts. */
export interface Recipient {
  readonly person: string;
  /** True while they want to be left alone: then only critical alerts reach them. */
  readonly isQuiet: boolean;
  readonly reader: AlertReader;
}

/** Something to tell somebody. */
export interface Announcement {
  readonly incident: Incident;
  readonly story: Story;
}

/** A text about alerts: of one incident, of several at once, or of what happened in quiet hours. */
export interface AlertText {
  readonly person: string;
  /** Identifies the text, so that a crash repeats it and sends no other. */
  readonly key: string;
  readonly kind: 'single' | 'merged' | 'digest' | 'maintenance';
  readonly items: readonly Announcement[];
}

interface Told {
  readonly texts: readonly AlertText[];
  readonly readers: ReadonlyMap<string, AlertReader>;
}

/** Decides which texts go out now, and notes in the book who was told what. */
export function tell(decision: Decision, recipients: readonly Recipient[], caps: AlertCaps): Told {
  const readers = new Map<string, AlertReader>();
  const everybody = recipients.map(({ person }) => person);
  const texts = recipients.flatMap((recipient) => {
    const { person } = recipient;
    const units = unitsFor(decision, recipient, everybody);
    const sending = sendingOf(units.length, recipient.reader, caps, decision.now);
    if (units.length === 0 || sending === 'later') return [];
    const sent = sending === 'merged' && units.length > 1 ? [mergedOf(units)] : units;
    let { reader } = recipient;
    for (const _ of sent) reader = withSent(reader, decision.now, sending === 'merged');
    readers.set(person, reader);
    return sent.map(({ kind, items }) => {
      const key = keyOf(person, kind, items, decision.now);
      for (const one of items) noteTold(decision, person, one);
      return { person, key, kind, items };
    });
  });
  return { texts, readers };
}

type Unit = Pick<AlertText, 'kind' | 'items'>;

/** Returns what waits for somebody: a text for each incident, and one for all that quiet hours held back. */
function unitsFor(
  decision: Decision,
  { person, isQuiet }: Recipient,
  everybody: readonly string[],
): readonly Unit[] {
  const all = announcementsFor(decision, person, everybody);
  const [after, items] = byMaintenance(all, person);
  if (isQuiet) {
    for (const one of items) if (!passesQuiet(one)) hold(decision, one, person);
    const held = after.filter(({ items: some }) => !some.some(passesQuiet));
    for (const one of held.flatMap(({ items: some }) => some)) hold(decision, one, person);
    return [
      ...after.filter((unit) => !held.includes(unit)),
      ...items.filter(passesQuiet).map((one) => ({ kind: 'single' as const, items: [one] })),
    ];
  }
  const isHeld = ({ incident }: Announcement): boolean => incident.held[person] !== undefined;
  const digest = [...items.filter(isHeld), ...cameAndWent(decision, person)];
  release(decision, person, digest);
  return [
    ...after,
    ...worstFirst(items.filter((one) => !isHeld(one))).map((one) => ({
      ...{ kind: 'single' as const, items: [one] },
    })),
    ...(digest.length > 0 ? [{ kind: 'digest' as const, items: digest }] : []),
  ];
}

const mergedOf = (units: readonly Unit[]): Unit => ({
  kind: 'merged',
  items: worstFirst(units.flatMap(({ items }) => items)),
});

/** Returns what a maintenance left behind, as one text for each, and everything else. */
function byMaintenance(
  items: readonly Announcement[],
  person: string,
): readonly [readonly Unit[], readonly Announcement[]] {
  const [left, others] = [items.filter(isLeft), items.filter((one) => !isLeft(one))];
  const groups = Map.groupBy(left, ({ incident }) => incident.maintenance?.id);
  return [[...groups.values()].map((some) => ({ kind: 'maintenance', items: some })), others];

  function isLeft({ incident, story }: Announcement): boolean {
    return incident.maintenance !== undefined && !incident.told[person] && story !== 'over';
  }
}

function announcementsFor(
  decision: Decision,
  person: string,
  everybody: readonly string[],
): readonly Announcement[] {
  const all = decision.book.incidents().flatMap((incident): readonly Announcement[] => {
    if (!audienceOf(decision, incident, everybody).has(person)) return [];
    const story = storyFor(decision, incident, person);
    return story === undefined ? [] : [{ incident, story }];
  });
  // The text that it is over also names what is left of it.
  const left = new Set(all.map(({ incident, story }) => story === 'over' && incident.leftOver));
  return all.filter(({ incident }) => !left.has(incident.id));
}

/** Returns the incidents of quiet hours that ended without a text about them. */
function cameAndWent({ book }: Decision, person: string): readonly Announcement[] {
  return book
    .incidents()
    .filter(
      ({ held, told, closedAt }) =>
        held[person] !== undefined && !told[person] && closedAt !== undefined,
    )
    .map((incident) => ({ incident, story: 'over' }));
}

/** A critical alert wakes people; that it is over can wait. */
const passesQuiet = ({ incident, story }: Announcement): boolean =>
  incident.severity === 'critical' && story !== 'over' && story !== 'taken';

function hold({ book, now }: Decision, { incident, story }: Announcement, person: string): void {
  if (incident.held[person] !== undefined || story === 'taken') return;
  book.putIncident({ ...incident, held: { ...incident.held, [person]: now } });
}

/** Forgets what was held back of an incident of which there is nothing to tell any more. */
function release({ book }: Decision, person: string, digest: readonly Announcement[]): void {
  for (const incident of book.incidents()) {
    const isAnnounced = digest.some((one) => one.incident.id === incident.id);
    if (incident.held[person] === undefined || isAnnounced) continue;
    const { [person]: _, ...held } = incident.held;
    book.putIncident({ ...incident, held });
  }
}

function noteTold(decision: Decision, person: string, { incident, story }: Announcement): void {
  const { book, now, timing } = decision;
  const left = incident.leftOver === undefined ? undefined : book.incident(incident.leftOver);
  if (left && story === 'over') noteTold(decision, person, { incident: left, story: 'open' });
  const present = book.incident(incident.id) ?? incident;
  const before = present.told[person];
  const isFirst = before === undefined || before.round < present.round;
  const { [person]: _, ...held } = present.held;
  const { severity, root, round, flappingSince } = present;
  const nagsOf = (last: LastText | undefined): number =>
    last && story === 'nag' ? nagsAt(last, now, timing) : (last?.nags ?? 0);
  book.putIncident({
    ...present,
    held,
    told: {
      ...present.told,
      [person]: {
        ...{ story, severity, root, round, at: now, count: (before?.count ?? 0) + 1 },
        firstAt: isFirst ? now : before.firstAt,
        nags: nagsOf(isFirst ? undefined : before),
        size: Math.max(1, activeMembers(book, present.id).length),
        ...(flappingSince !== undefined && { flappingSince }),
      },
    },
  });
}

function keyOf(
  person: string,
  kind: AlertText['kind'],
  items: readonly Announcement[],
  now: number,
): string {
  const [first] = items;
  if (items.length > 1 || kind === 'digest' || kind === 'maintenance' || !first)
    return `alerts:${person}:${now}`;
  const { incident, story } = first;
  return `alert:${incident.id}:${person}:${story}:${(incident.told[person]?.count ?? 0) + 1}`;
}

const rankOf = ({ incident, story }: Announcement): number =>
  Number(story === 'over') * 10 + Number(incident.severity !== 'critical');

const worstFirst = (items: readonly Announcement[]): readonly Announcement[] =>
  items.toSorted((a, b) => rankOf(a) - rankOf(b) || a.incident.startedAt - b.incident.startedAt);

/** Returns the next time at which an incident has to be looked at; `undefined` when there is nothing left to do. */
export function dueAt({ now, timing }: Decision, incident: Incident): number | undefined {
  const { opensAt, clearSince, response } = incident;
  const later = now + LOOK_AGAIN_MS;
  const state = stateOf(incident);
  switch (state) {
    case 'closed':
      return isUntold(incident, now - timing.codeRest) ? later : undefined;
    case 'pending':
      if (incident.check && incident.check.askedAt === undefined) return now;
      return wasTexted(incident) ? opensAt : Math.min(opensAt, clearSince ?? opensAt);
    case 'recovering':
      return Math.min(later, (clearSince ?? now) + timing.recovery);
    case 'open':
    case 'acked':
    case 'snoozed':
    case 'muted':
    case 'stale':
      return Math.min(later, response?.until ?? later);
    default:
      return state satisfies never;
  }
}

const LOOK_AGAIN_MS = 30_000;

/** Returns true while somebody is to hear of an end. Whoever is no operator any more never will. */
function isUntold({ ending, told, held, closedAt = 0 }: Incident, since: number): boolean {
  if (closedAt < since) return false;
  const isOpenFor = Object.values(told).some(({ story }) => story !== 'over');
  return (ending === 'recovered' && isOpenFor) || Object.keys(held).length > 0;
}
