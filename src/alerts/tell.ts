import { isOffline } from './after-outage.ts';
import { activeMembers } from './alert-book.ts';
import type { AlertText, Announcement, Recipient } from './alert-text.ts';
import type { AlertCaps } from './alert-timing.ts';
import { sendingOf } from './caps.ts';
import type { Decision } from './decision.ts';
import type { LastText } from './incident.ts';
import { type AlertReader, withSent } from './reader.ts';
import { nagsAt } from './story.ts';
import { mergedOf, unitsFor } from './waiting-texts.ts';

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
    const units = isOffline(decision) ? [] : unitsFor(decision, recipient, everybody);
    const sending = sendingOf(units.length, recipient.reader, caps, decision.now);
    if (units.length === 0 || sending === 'later') return [];
    const sent = sending === 'merged' && units.length > 1 ? [mergedOf(units)] : units;
    let { reader } = recipient;
    for (const _ of sent) reader = withSent(reader, decision.now, sending === 'merged');
    if (units.some(({ kind }) => kind === 'outage')) {
      reader = { ...reader, heardOutage: decision.holds.internet.lastOutage?.to };
    }
    readers.set(person, reader);
    return sent.map(({ kind, items }) => {
      const key = keyOf(person, kind, items, decision.now);
      for (const one of items) noteTold(decision, person, one);
      return { person, key, kind, items };
    });
  });
  return { texts, readers };
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
  if (items.length > 1 || GROUPED.has(kind) || !first)
    return `alerts:${person}:${now}:${kind}:${first?.incident.id ?? ''}`;
  const { incident, story } = first;
  return `alert:${incident.id}:${person}:${story}:${(incident.told[person]?.count ?? 0) + 1}`;
}

const GROUPED: ReadonlySet<AlertText['kind']> = new Set(['digest', 'maintenance', 'outage']);
