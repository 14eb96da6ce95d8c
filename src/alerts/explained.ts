import { type Alert, aboutAlert, idOf, isActive } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { CauseFinder } from './causes.ts';
import type { Decision } from './decision.ts';
import { type Incident, wasTexted } from './incident.ts';
import { updateIncident } from './update-incident.ts';

/** An alert of another incident, whose cause is the new one, or what that depends on in turn. */
export interface Explained {
  readonly alert: Alert;
  readonly cause: string;
  readonly incident: string;
}

/** Returns the alerts that a new one explains. */
export function explainedBy(
  { book, dependencies }: Decision,
  alert: Alert,
  causes: CauseFinder,
): readonly Explained[] {
  const place = dependencies.placeOf(alert);
  const below = place === undefined || alert.isCut ? new Set<string>() : dependencies.below(place);
  if (below.size === 0) return [];
  return book.alerts().flatMap((other): readonly Explained[] => {
    const { incident = '', isCut = false } = other;
    const isOpen = isActive(other) && book.incident(incident)?.closedAt === undefined;
    if (!isOpen || isCut || incident === '' || idOf(other) === idOf(alert)) return [];
    const own = dependencies.placeOf(other);
    if (own === undefined || !below.has(own)) return [];
    const [cause] = causes.causesOf(other);
    return cause ? [{ alert: other, cause: idOf(cause), incident }] : [];
  });
}

/** The incident whose alerts are all explained by a new one, which becomes its root: that which people know longest. */
export function ofExplained(
  { book }: Decision,
  alert: Alert,
  explained: readonly Explained[],
): Incident | undefined {
  const whole = wholeIncidents(book, explained);
  const [first] = whole.toSorted(
    (a, b) => Number(wasTexted(b)) - Number(wasTexted(a)) || a.createdAt - b.createdAt,
  );
  if (!first) return undefined;
  const { isStorm: _, ...rest } = heardAgain(first);
  const rooted: Incident = { ...rest, root: idOf(alert), about: aboutAlert(alert) };
  book.putIncident(rooted);
  return rooted;
}

/** A person who keeps a part quiet does not mean its cause, which is worse and was not known then. */
function heardAgain({ response, ...incident }: Incident): Incident {
  return response?.is === 'acked' ? { ...incident, response } : incident;
}

function wholeIncidents(
  book: Decision['book'],
  explained: readonly Explained[],
): readonly Incident[] {
  const known = new Set(explained.map((one) => idOf(one.alert)));
  return [...new Set(explained.map(({ incident }) => incident))]
    .filter((id) => activeMembers(book, id).every((member) => known.has(idOf(member))))
    .flatMap((id) => book.incident(id) ?? []);
}

/** Moves what a new alert explains to its incident; incidents that are empty then are part of that one. */
export function gather(
  decision: Decision,
  target: Incident,
  explained: readonly Explained[],
): void {
  const { book, now } = decision;
  for (const { alert, cause } of explained) {
    book.put({ ...(book.alertById(idOf(alert)) ?? alert), cause, incident: target.id });
  }
  const others = new Set(explained.map(({ incident }) => incident));
  others.delete(target.id);
  for (const id of others) {
    const other = book.incident(id);
    if (!other) continue;
    if (activeMembers(book, id).length > 0) {
      book.putIncident(withoutStorm(other, activeMembers(book, id).length));
      updateIncident(decision, id);
      continue;
    }
    for (const member of book.members(id)) book.put({ ...member, incident: target.id });
    book.putIncident({
      ...other,
      closedAt: now,
      ending: 'merged',
      mergedInto: target.id,
      held: {},
    });
    carryOver({ book }, other, target.id);
  }
}

/** People who were told of an incident that is part of another one now hear of that one, and of its end. */
function carryOver({ book }: Pick<Decision, 'book'>, from: Incident, to: string): void {
  const target = book.incident(to);
  if (target) book.putIncident({ ...target, told: { ...from.told, ...target.told } });
}

function withoutStorm({ isStorm, ...incident }: Incident, left: number): Incident {
  return isStorm && left > 1 ? { ...incident, isStorm } : incident;
}
