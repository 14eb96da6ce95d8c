import type { AlertStore } from './alert-store.ts';
import type { DependencyGraph, KnownThing } from './dependency-graph.ts';
import {
  addChanges,
  CHANGES_MEMO,
  isKnownChange,
  loadChanges,
  type RecentChange,
} from './recent-changes.ts';
import { toSafeWords } from './safe-words.ts';
import { shortenName } from './shorten-name.ts';

/** The graphs after two looks at the same area. */
interface Seen {
  readonly before: DependencyGraph;
  readonly after: DependencyGraph;
  readonly now: number;
}

/** After a longer pause nobody knows when something changed: a graph that shows nothing new is stored every half hour. */
const MAX_PAUSE_MS = 45 * 60_000;

/** Returns the memo of recent changes with those that two looks show; empty when they show none that is not known. */
export async function noteSeen(
  store: Pick<AlertStore, 'memo'>,
  seen: Seen,
): Promise<ReadonlyMap<string, unknown>> {
  const found = seenChanges(seen);
  if (found.length === 0) return new Map();
  const known = await loadChanges(store);
  const added = found.filter((change) => !isKnownChange(known, change));
  return added.length === 0
    ? new Map()
    : new Map([[CHANGES_MEMO, addChanges(known, added, seen.now)]]);
}

/** Returns guests that run on another node now, and deployments that are made of something else. */
function seenChanges({ before, after, now }: Seen): readonly RecentChange[] {
  const known = new Map(before.things.map((thing) => [thing.subject, thing]));
  const nameOf = (subject: string): string =>
    known.get(subject)?.name ??
    after.things.find((one) => one.subject === subject)?.name ??
    subject;
  return after.things.flatMap((thing) => {
    const last = known.get(thing.subject);
    if (!last || thing.seenAt !== now || now - last.seenAt > MAX_PAUSE_MS) return [];
    const what = describeMove(last, thing, nameOf) ?? describeNewVersion(last, thing);
    if (what === undefined) return [];
    const { subject: place, name } = thing;
    return [{ id: `${place} ${now}`, at: now, name: toSafeWords(name), place, words: what }];
  });
}

const GUEST = /^proxmox\/guest\//;

/** `migration of plex to pve2`. */
function describeMove(
  before: KnownThing,
  { subject, name, parents }: KnownThing,
  nameOf: (subject: string) => string,
): string | undefined {
  const [from, to] = [before.parents[0], parents[0]];
  if (!GUEST.test(subject) || from === undefined || to === undefined || from === to)
    return undefined;
  return `migration of ${wordOf(name)} to ${wordOf(nameOf(to))}`;
}

/** A deployment that only got another number of pods is made of the same as before. */
function describeNewVersion(
  before: KnownThing,
  { name, version, copies }: KnownThing,
): string | undefined {
  const isNew = before.version !== undefined && before.version !== version;
  return isNew && before.copies === copies ? `change of ${wordOf(name)}` : undefined;
}

const wordOf = (name: string): string => shortenName(toSafeWords(name));
