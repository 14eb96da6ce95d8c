import { heldByOutage, isWorthAText, outageToTell } from './after-outage.ts';
import type { Announcement, Recipient, TextUnit } from './alert-text.ts';
import { audienceOf } from './audience.ts';
import type { Decision } from './decision.ts';
import { storyFor } from './story.ts';

/** Returns what waits for somebody: a text for each incident, and one for all that quiet hours held back. */
export function unitsFor(
  decision: Decision,
  recipient: Recipient,
  everybody: readonly string[],
): readonly TextUnit[] {
  const { person, isQuiet } = recipient;
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
  const outage = outageUnit(decision, recipient, items);
  const rest = items.filter((one) => !outage.some((unit) => unit.items.includes(one)));
  const isHeld = ({ incident }: Announcement): boolean => incident.held[person] !== undefined;
  const digest = [...rest.filter(isHeld), ...cameAndWent(decision, person)];
  release(decision, person, digest);
  return [
    ...after,
    ...outage,
    ...worstFirst(rest.filter((one) => !isHeld(one))).map((one) => ({
      ...{ kind: 'single' as const, items: [one] },
    })),
    ...(digest.length > 0 ? [{ kind: 'digest' as const, items: digest }] : []),
  ];
}

export const mergedOf = (units: readonly TextUnit[]): TextUnit => ({
  kind: 'merged',
  items: worstFirst(units.flatMap(({ items }) => items)),
});

/** Returns one text about the last outage of the internet, with everything that it held back. */
function outageUnit(
  decision: Decision,
  { person, reader }: Recipient,
  items: readonly Announcement[],
): readonly TextUnit[] {
  const outage = outageToTell(decision, reader);
  if (!outage) return [];
  const held = heldByOutage(decision, outage, items, person);
  return isWorthAText(outage, held) ? [{ kind: 'outage', items: held }] : [];
}

/** Returns what a maintenance left behind, as one text for each, and everything else. */
function byMaintenance(
  items: readonly Announcement[],
  person: string,
): readonly [readonly TextUnit[], readonly Announcement[]] {
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

const rankOf = ({ incident, story }: Announcement): number =>
  Number(story === 'over') * 10 + Number(incident.severity !== 'critical');

const worstFirst = (items: readonly Announcement[]): readonly Announcement[] =>
  items.toSorted((a, b) => rankOf(a) - rankOf(b) || a.incident.startedAt - b.incident.startedAt);
