import { type Alert, idOf, isActive } from './alert.ts';
import type { Decision } from './decision.ts';
import { meansDown } from './means-down.ts';

/** Finds the causes of alerts among all others that are active. */
export interface CauseFinder {
  /** Takes an alert into account that has just begun. */
  readonly add: (alert: Alert) => void;
  /** Returns the topmost alerts whose things cut this one off; empty where none does. */
  readonly causesOf: (alert: Alert) => readonly Alert[];
}

/** The longest chain that is followed; a home has five. */
const MAX_DEPTH = 32;

/** Creates a finder that knows the alerts of the book; later ones are added. */
export function createCauseFinder({ book, dependencies, timing }: Decision): CauseFinder {
  /** The ids of the alerts that say that a thing is down, by that thing. */
  const down = new Map<string, Set<string>>();
  for (const alert of book.alerts()) add(alert);

  function add(alert: Alert): void {
    const place = dependencies.placeOf(alert);
    if (place === undefined || !isActive(alert) || !meansDown(alert, place)) return;
    const known = down.get(place);
    if (known) known.add(idOf(alert));
    else down.set(place, new Set([idOf(alert)]));
  }

  return {
    add,
    causesOf(alert) {
      const place = dependencies.placeOf(alert);
      if (place === undefined || down.size === 0) return [];
      const own = idOf(alert);
      const isCause = (other: Alert): boolean =>
        isActive(other) &&
        idOf(other) !== own &&
        alert.startedAt >= other.startedAt - timing.childLead;
      const known = new Map<string, readonly Alert[]>();

      function downAt(subject: string): readonly Alert[] {
        const ids = [...(down.get(subject) ?? [])];
        return ids.flatMap((id) => book.alertById(id) ?? []).filter(isCause);
      }

      /** Returns the causes further up: those of all members of at least one group of what the thing needs. */
      function above(subject: string, depth: number): readonly Alert[] {
        const before = known.get(subject);
        if (before || depth > MAX_DEPTH) return before ?? [];
        const found = dependencies.parentsOf(subject).flatMap((group) => {
          const causes = group.map(({ parent }) => orHere(parent, depth + 1));
          return causes.every((one) => one.length > 0) ? causes.flat() : [];
        });
        known.set(subject, found);
        return found;
      }

      function orHere(subject: string, depth: number): readonly Alert[] {
        const higher = above(subject, depth);
        return higher.length > 0 ? higher : downAt(subject);
      }

      const found = new Map(orHere(place, 0).map((cause) => [idOf(cause), cause]));
      return [...found.values()].toSorted((a, b) => a.startedAt - b.startedAt);
    },
  };
}
