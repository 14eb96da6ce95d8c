import { isIP } from 'node:net';
import { areaOf, type KnownThing } from './dependency-graph.ts';

/** The areas from the ground up: a machine of one runs on the same machine of an earlier one. */
const LAYERS = ['network', 'proxmox', 'hosts', 'k8s'];

export const layerOf = (subject: string): number => LAYERS.indexOf(areaOf(subject));

/** Finds things by their names and addresses. */
export interface AddressIndex {
  readonly bySubject: (subject: string) => KnownThing | undefined;
  /** Returns the machines with that name or address. */
  readonly machines: (address: string) => readonly KnownThing[];
  /** Returns the one thing that is meant: the machine of the highest layer, or what else has this name. */
  readonly meantBy: (name: string) => KnownThing | undefined;
  /** Returns the one thing that a person means: also by a name that a client chose for itself. */
  readonly calledBy: (name: string) => KnownThing | undefined;
}

export function createAddressIndex(things: readonly KnownThing[]): AddressIndex {
  const subjects = new Map(things.map((thing) => [thing.subject, thing]));
  const machines = Map.groupBy(
    things.flatMap((thing) => distinct(thing.addresses.map(fold)).map((key) => ({ key, thing }))),
    ({ key }) => key,
  );
  const names = Map.groupBy(
    things.filter(({ addresses }) => addresses.length === 0),
    ({ name }) => fold(name),
  );
  const all = Map.groupBy(things, ({ name }) => fold(name));
  const find = (address: string): readonly KnownThing[] =>
    (machines.get(fold(address)) ?? []).map(({ thing }) => thing);

  function meantBy(name: string): KnownThing | undefined {
    const found = find(name);
    if (found.length === 0) return only(names.get(fold(name)) ?? []);
    // A guest that is called like a switch is another thing.
    if (found.some(isDevice)) return only(found);
    const top = Math.max(...found.map(({ subject }) => layerOf(subject)));
    return only(found.filter(({ subject }) => layerOf(subject) === top));
  }

  return {
    bySubject: (subject) => subjects.get(subject),
    machines: find,
    meantBy,
    calledBy: (name) => meantBy(name) ?? only(all.get(fold(name)) ?? []),
  };
}

/** Returns true for a gateway, switch or access point: no machine of another area runs on it. */
export const isDevice = ({ subject }: Pick<KnownThing, 'subject'>): boolean =>
  subject.startsWith('network/device/');

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];

const LOCAL_DOMAIN =
  /\.(?:lan|local|home|internal|intern|svc|svc\.cluster\.local|fritz\.box|box|localdomain|home\.arpa)\.?$/;

/** Names that only end within the house, however many parts they have: `tv.fritz.box`. */
const INSIDE =
  /\.(?:lan|local|home|homelab|lab|internal|intern|intra|intranet|svc|box|localdomain|localhost|arpa|corp|private|priv|dmz|cluster|test|invalid)\.?$/;

/** `NAS.lan` and `nas` are one name; so is an address with and without its port. */
const fold = (address: string): string => hostOf(address).replace(LOCAL_DOMAIN, '');

function hostOf(address: string): string {
  const text = address.trim().toLowerCase();
  const [, host = text] = /^([^:]+):\d{1,5}$/.exec(text) ?? [];
  return host;
}

/** Returns true for a name on the internet, and for an address outside of private networks. */
export function isOutside(address: string): boolean {
  const host = hostOf(address);
  if (INSIDE.test(host)) return false;
  if (isIP(host) === 4) return !PRIVATE.test(host);
  return isIP(host) === 0 && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/.test(host);
}

const PRIVATE =
  /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
