import type { Coverage } from './coverage.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import type { DependencyGraph, KnownThing } from './dependency-graph.ts';
import { toSafeWords } from './safe-words.ts';
import { shortenName } from './shorten-name.ts';

/** Something whose trouble nothing would notice. */
export interface Gap {
  /**
   * `unwatched`: nothing looks at it. `single`: only the relay's own looks do. `silent`: a source that has stopped to report, or
   * never did. `no-heartbeat`: a source whose death would not be noticed.
   */
  readonly kind: 'unwatched' | 'single' | 'silent' | 'no-heartbeat';
  /** Names it: `backups of plex`. */
  readonly name: string;
}

export interface GapFacts {
  readonly graph: DependencyGraph;
  readonly coverage: Coverage;
  /** The sources outside that are configured. */
  readonly configured: readonly string[];
  /** True when something outside notices that the relay itself is dead; missing where that is not known. */
  readonly isRelayWatched?: boolean | undefined;
  readonly now: number;
}

const DAY_MS = 24 * 60 * 60_000;
const SILENT_MS = 30 * DAY_MS;

/** Before that much was noted, nobody knows which source never reports. */
const MIN_NOTED_MS = 7 * DAY_MS;

/** Returns the time from which on sources are judged. */
export const judgedFrom = ({ since }: Pick<Coverage, 'since'>): number => since + MIN_NOTED_MS;

/** Finds what nothing would notice, as far as the data shows it; the worst first. */
export function findGaps(facts: GapFacts): readonly Gap[] {
  const isNoted = facts.now >= judgedFrom(facts.coverage);
  return [
    ...(facts.isRelayWatched === false
      ? [{ kind: 'unwatched' as const, name: 'the relay itself (HEARTBEAT_URL is not set)' }]
      : []),
    ...lackedBy(facts),
    ...(isNoted ? [...silentSources(facts), ...withoutHeartbeat(facts), ...seenByOne(facts)] : []),
  ];
}

/** A list that broke off once is no proof. */
const LACKED_MS = DAY_MS;

function lackedBy({ graph, now }: GapFacts): readonly Gap[] {
  return currentThings(graph, now).flatMap(({ name, lacks = [], lacksSince = now }) =>
    now - lacksSince < LACKED_MS
      ? []
      : lacks.map((what): Gap => ({ kind: 'unwatched', name: `${what} of ${nameIn(name)}` })),
  );
}

function silentSources({ coverage, configured, now }: GapFacts): readonly Gap[] {
  const known = new Set(coverage.sources.map(({ name }) => name));
  const never = configured.filter((name) => !known.has(name));
  const stopped = coverage.sources.filter(({ lastAt }) => now - lastAt >= SILENT_MS);
  return [...stopped.map(({ name }) => name), ...never].map((name) => ({ kind: 'silent', name }));
}

/** Returns the sources that would fall silent unnoticed: only a heartbeat shows that Prometheus itself is alive. */
const withoutHeartbeat = ({ coverage, now }: GapFacts): readonly Gap[] =>
  coverage.sources
    .filter(
      ({ isGrouped, hasHeartbeat, lastAt }) =>
        isGrouped && !hasHeartbeat && now - lastAt < SILENT_MS,
    )
    .map(({ name }) => ({ kind: 'no-heartbeat', name }));

/** Returns the machines that others depend on, and of which no source outside has ever said anything. */
function seenByOne({ graph, coverage, now }: GapFacts): readonly Gap[] {
  if (coverage.sources.length === 0)
    return [{ kind: 'single', name: 'anything (no tool reports here)' }];
  const dependencies = createDependencies(graph, now);
  const covered = new Set(
    coverage.names.flatMap((name) => [name, nameOfFound(dependencies, name)]),
  );
  const machines = currentThings(graph, now).filter(
    ({ subject, addresses }) => addresses.length > 0 && dependencies.below(subject).size > 1,
  );
  const byName = Map.groupBy(machines, ({ name }) => name.toLowerCase());
  return [...byName]
    .filter(([name, all]) => !covered.has(name) && !all.some((one) => isCovered(one, covered)))
    .map(([, all]) => ({ kind: 'single', name: nameIn(all[0]?.name ?? '') }));
}

const isCovered = ({ addresses }: KnownThing, covered: ReadonlySet<string>): boolean =>
  addresses.some((address) => covered.has(address.toLowerCase()));

function nameOfFound({ find, nameOf }: Dependencies, name: string): string {
  const found = find(name);
  return (found === undefined ? name : nameOf(found)).toLowerCase();
}

const currentThings = ({ things }: DependencyGraph, now: number): readonly KnownThing[] =>
  things.filter(({ seenAt }) => now - seenAt < DAY_MS);

const nameIn = (name: string): string => shortenName(toSafeWords(name));
