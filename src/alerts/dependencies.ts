import { createAddressIndex, isOutside } from './address-index.ts';
import type { Alert } from './alert.ts';
import { areaOf, type Dependency, type DependencyGraph, isCurrent } from './dependency-graph.ts';
import { OWN_SOURCE } from './incident.ts';

/** The dependencies between things, at one moment. */
export interface Dependencies {
  /** Returns the subject of the thing that an alert is about, if it is known. */
  readonly placeOf: (alert: Pick<Alert, 'source' | 'key' | 'subject'>) => string | undefined;
  /** Returns what a thing depends on: groups of which it needs one member each. */
  readonly parentsOf: (subject: string) => readonly (readonly Dependency[])[];
  /** Returns all things below one, and itself. */
  readonly below: (subject: string) => ReadonlySet<string>;
  /** Returns the areas of everything above a thing. */
  readonly areasAbove: (subject: string) => ReadonlySet<string>;
  /** Returns the subject of a thing by its name or address. */
  readonly find: (name: string) => string | undefined;
  readonly nameOf: (subject: string) => string;
}

const WAN = 'network/wan';

/** Reads a graph as it counts at that time: dependencies that were not seen for a day are left out. */
export function createDependencies(graph: DependencyGraph, now: number): Dependencies {
  const index = createAddressIndex(graph.things);
  const current = graph.dependencies.filter((one) => isCurrent(one, now));
  const above = Map.groupBy(current, ({ child }) => child);
  const children = Map.groupBy(current, ({ parent }) => parent);
  const find = (name: string): string | undefined =>
    index.bySubject(name)?.subject ?? index.calledBy(name)?.subject;

  const places = new Map<string, string | undefined>();
  /** Many alerts ask for the place of the same ones. */
  function placeOfSubject(subject: string): string | undefined {
    if (!places.has(subject)) {
      const place = (index.bySubject(subject) ?? index.meantBy(subject))?.subject;
      const outside = isOutside(subject) ? index.bySubject(WAN)?.subject : undefined;
      places.set(subject, place ?? outside);
    }
    return places.get(subject);
  }

  const reach = (start: string, next: (subject: string) => readonly string[]): Set<string> => {
    const reached = new Set([start]);
    for (const subject of reached) for (const other of next(subject)) reached.add(other);
    return reached;
  };

  return {
    find,
    placeOf({ source, key, subject = '' }) {
      if (source === OWN_SOURCE && index.bySubject(key)) return key;
      return subject === '' ? undefined : placeOfSubject(subject);
    },
    parentsOf: (subject) => [...Map.groupBy(above.get(subject) ?? [], ({ kind }) => kind).values()],
    below: (subject) =>
      reach(subject, (one) => (children.get(one) ?? []).map(({ child }) => child)),
    areasAbove: (subject) =>
      new Set(
        [...reach(subject, (one) => (above.get(one) ?? []).map(({ parent }) => parent))].map(
          areaOf,
        ),
      ),
    nameOf: (subject) => index.bySubject(subject)?.name ?? subject,
  };
}
