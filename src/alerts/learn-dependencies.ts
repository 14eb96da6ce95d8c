import { isIP } from 'node:net';
import type { PlacedThing } from '../operation/placed-thing.ts';
import {
  type AddressIndex,
  createAddressIndex,
  isDevice,
  isOutside,
  layerOf,
} from './address-index.ts';
import { cutCycles } from './cut-cycles.ts';
import {
  areaOf,
  type Dependency,
  type DependencyGraph,
  type KnownThing,
} from './dependency-graph.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A thing that is not listed any more is forgotten. */
const FORGOTTEN_MS = 2 * DAY_MS;

/** The most things that are kept: a larger network explains less, and costs every decision. */
const MAX_THINGS = 5000;

/** The longest word, and the most of them, that is kept of a thing: sources may be hostile. */
const MAX_WORD = 200;
const MAX_ADDRESSES = 16;
const MAX_PARENTS = 256;

/** A machine has two or three network cards; a name that more clients have says nothing. */
const MAX_MACHINES = 4;

/** Everything outside of the house is reached through this. */
const WAN = 'network/wan';

const CONFIDENCE = { listed: 1, mac: 0.95, ip: 0.9, name: 0.7, outside: 0.5 } as const;

/** Adds what an area lists now. What it does not list any more stays for a while, and grows old. */
export function learnDependencies(
  graph: DependencyGraph,
  area: string,
  listed: readonly PlacedThing[],
  now: number,
): DependencyGraph {
  const before = new Map(graph.things.map((thing) => [thing.subject, thing]));
  const seen = listed.filter(isShort).map((thing) => see(thing, before.get(thing.subject), now));
  const isSeen = new Set(seen.map(({ subject }) => subject));
  const kept = graph.things.filter(
    (thing) =>
      !isSeen.has(thing.subject) &&
      (areaOf(thing.subject) !== area || now - thing.seenAt < FORGOTTEN_MS),
  );
  const things = [...seen, ...kept].toSorted((a, b) => b.seenAt - a.seenAt).slice(0, MAX_THINGS);
  const index = createAddressIndex(things);
  const dependencies = things.flatMap((thing) => [
    ...listedParents(thing, index),
    ...sameMachines(thing, index),
  ]);
  return { things, dependencies: cutCycles(dependencies) };
}

const isWord = (word: string): boolean => word.length <= MAX_WORD;

const isShort = ({ subject }: PlacedThing): boolean => isWord(subject);

/** A device that is down is often listed without what it was plugged into: that is kept, with its age. */
function see(thing: PlacedThing, before: KnownThing | undefined, now: number): KnownThing {
  const { subject, lacks = [] } = thing;
  const { version = before?.version, copies = before?.copies } = thing;
  const name = thing.name.slice(0, MAX_WORD);
  const addresses = thing.addresses.filter(isWord).slice(0, MAX_ADDRESSES);
  const parents = thing.parents.filter(isWord).slice(0, MAX_PARENTS);
  const isKept = parents.length === 0 && before !== undefined;
  return {
    ...{ subject, name, addresses, seenAt: now },
    ...(version !== undefined && { version, copies }),
    ...(lacks.length > 0 && { lacks, lacksSince: before?.lacksSince ?? now }),
    parents: isKept ? before.parents : parents,
    parentsSeenAt: isKept ? before.parentsSeenAt : now,
  };
}

/** The dependencies that the source itself lists, by subject or address. */
function listedParents(thing: KnownThing, index: AddressIndex): readonly Dependency[] {
  return thing.parents.flatMap((parent): readonly Dependency[] => {
    const found = findParent(parent, index);
    if (!found || found.subject === thing.subject) return [];
    const { subject, confidence } = found;
    const edge = { child: thing.subject, parent: subject, kind: 'listed' as const };
    return [{ ...edge, confidence, seenAt: thing.parentsSeenAt }];
  });
}

function findParent(parent: string, index: AddressIndex) {
  if (index.bySubject(parent)) return { subject: parent, confidence: CONFIDENCE.listed };
  const meant = index.meantBy(parent);
  if (meant) return { subject: meant.subject, confidence: CONFIDENCE.listed };
  const isThere = isOutside(parent) && index.bySubject(WAN) !== undefined;
  return isThere ? { subject: WAN, confidence: CONFIDENCE.outside } : undefined;
}

/** The same machine in a lower layer: a node of Kubernetes that is a guest, a node of Proxmox that is a client of a switch. */
function sameMachines(thing: KnownThing, index: AddressIndex): readonly Dependency[] {
  const layer = layerOf(thing.subject);
  if (layer < 0) return [];
  const found = thing.addresses.flatMap((address) =>
    index
      .machines(address)
      .filter((other) => layerOf(other.subject) >= 0 && layerOf(other.subject) < layer)
      .filter((other) => !isDevice(other))
      .slice(0, MAX_MACHINES + 1)
      .map((other) => ({ other, confidence: confidenceBy(address) })),
  );
  const highest = Math.max(...found.map(({ other }) => layerOf(other.subject)));
  const best = found
    .filter(({ other }) => layerOf(other.subject) === highest)
    .toSorted((a, b) => b.confidence - a.confidence);
  const machines = new Map(best.toReversed().map((match) => [match.other.subject, match]));
  if (machines.size > MAX_MACHINES) return [];
  return [...machines.values()].map(({ other, confidence }) => ({
    ...{ child: thing.subject, parent: other.subject, kind: 'same-machine' as const, confidence },
    seenAt: Math.min(thing.seenAt, other.seenAt),
  }));
}

function confidenceBy(address: string): number {
  if (isIP(address) > 0) return CONFIDENCE.ip;
  return /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(address) ? CONFIDENCE.mac : CONFIDENCE.name;
}
