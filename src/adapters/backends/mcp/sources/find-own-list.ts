import { entriesOf, isList } from '../../vendor-records/json.ts';
import { saysFault } from './faults-beside.ts';
import { isAnyCountAbove } from './higher-count.ts';
import { type ItemKind, kindIn, nounsOf } from './kinds.ts';
import { splitByKind } from './kinds-in-rows.ts';
import { NOUNS } from './list-names.ts';
import { ownedRecords, ownerOf } from './owned-records.ts';
import { ownerOfGroups } from './owner-of-groups.ts';
import type { ListName } from './profile.ts';
import { isAdjective, isFitting } from './qualifiers.ts';
import { wordsOf } from './read-only.ts';
import { flattenTree, isTree, peelRecord, recordsByKey, recordsInGroups } from './record-shapes.ts';
import { isRows, recordsUnderName } from './records-under-name.ts';
import { headOf } from './tool-words.ts';

const DEEPEST = 4;
const MAX_WORD_LENGTH = 40;
const MAX_KEYS = 200;

/** The records of one list in an answer of a server that nobody knows. */
export interface FoundList {
  readonly records: readonly unknown[];
  /** Only the kinds that it was found to hold; all of them where its name does not say. */
  readonly kinds: readonly ItemKind[] | undefined;
  /** It stands under its own name, or there is nothing else in the answer. */
  readonly isNamed: boolean;
  /** There may be more of them, by a number beside the list. */
  readonly isCut?: boolean;
}

interface Place {
  readonly key: string;
  readonly value: unknown;
  /** Facts that its place gives to every record. */
  readonly assumed: Readonly<Record<string, unknown>>;
}

/** The facts about the tool that returned an answer. */
interface Source {
  /** It tells that list and no other. */
  readonly isOwn?: boolean;
  /** The name of what its items are grouped by. */
  readonly groupedBy?: string | undefined;
}

/** Returns the records of a list in an answer, never those under the name of another list. */
export function findOwnList(
  data: unknown,
  name: ListName,
  source: Source = {},
): FoundList | undefined {
  const found = findPlain(data, name, source);
  return found && { ...found, records: flattenTree(found.records.map(peelRecord)) };
}

function findPlain(
  data: unknown,
  name: ListName,
  { isOwn = false, groupedBy }: Source,
): FoundList | undefined {
  const nouns = [...nounsOf(name, NOUNS[name]), ...eventsOf(name, isOwn)];
  if (isList(data)) {
    return (
      inside(data, { name, nouns, isOwn }) ?? { records: data, kinds: undefined, isNamed: false }
    );
  }
  let level: readonly Place[] = [{ key: '', value: data, assumed: {} }];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const places = level.flatMap(placesIn).slice(0, MAX_KEYS);
    const own = places.flatMap((place) => ownList(place, name, nouns));
    if (own.length > 0)
      return markFaults(
        joinLists(own),
        level.map(({ value }) => value),
      );
    const shaped = isOwn
      ? level.flatMap(({ value }) =>
          shapedRecords(value, groupedBy ?? ownerOfGroups(value, name, isOtherName)),
        )
      : [];
    if (shaped.length > 0) return { records: shaped, kinds: undefined, isNamed: false };
    const unnamed = unnamedList(places, name);
    if (unnamed) return unnamedIn(data, unnamed, { name, nouns, isOwn });
    level = places;
  }
  return undefined;
}

/** A tool of alerts may call them events. */
const eventsOf = (name: ListName, isOwn: boolean): readonly string[] =>
  isOwn && name === 'alerts' ? ['events', 'event'] : [];

/** A list is not whole where one of its owners failed, or where that of any is said beside it. */
const markFaults = (found: FoundList, owners: readonly unknown[]): FoundList =>
  owners.some(saysFault) ? { ...found, isCut: true } : found;

/** The only list without a name of ours; of several the one in an envelope. */
function unnamedList(places: readonly Place[], name: ListName): Place | undefined {
  const lists = places.filter((place) => isUnnamedList(place, name));
  const enveloped = lists.filter(({ key }) => ENVELOPE.test(key.toLowerCase()));
  const [first, second] = enveloped.length > 0 ? enveloped.slice(0, 1) : lists;
  return second ? undefined : first;
}

function unnamedIn(data: unknown, { key, value }: Place, wanted: Wanted): FoundList | undefined {
  if (!isList(value)) return undefined;
  const isForeign = !ENVELOPE.test(key.toLowerCase());
  const isCut = isForeign && isAnyCountAbove(value.length, data);
  const found = inside(value, wanted);
  return { ...(found ?? { records: value, kinds: undefined, isNamed: false }), isCut };
}

interface Wanted {
  readonly name: ListName;
  readonly nouns: readonly string[];
  readonly isOwn: boolean;
}

/** The records that a list without a name holds inside of their owners, or of one kind among others. */
function inside(rows: readonly unknown[], { name, nouns, isOwn }: Wanted): FoundList | undefined {
  const owned = ownedLists(rows, undefined, { name, nouns });
  if (owned.length > 0) return joinLists(owned);
  if (isOwn) return undefined;
  const all = splitByKind(rows, (word) =>
    [nounIn(word), `${nounIn(word)}s`].some(isListNoun(nouns)),
  );
  const own = [...(all ?? [])].flatMap(([word, value]) =>
    ownList(
      { key: nouns.includes(nounIn(word)) ? word : `${word}s`, value, assumed: {} },
      name,
      nouns,
    ),
  );
  return own.length > 0 ? joinLists(own) : undefined;
}

const isListNoun =
  (nouns: readonly string[]) =>
  (noun: string): boolean =>
    nouns.includes(noun) || OTHERS.has(noun);

/** The lists inside of each owner that are those of a name. */
const ownedLists = (
  owners: readonly unknown[],
  owner: string | undefined,
  { name, nouns }: Pick<Wanted, 'name' | 'nouns'>,
): readonly Own[] =>
  ownedRecords(owners, owner, (key) => nouns.includes(nounIn(key))).flatMap(({ key, records }) => ({
    records,
    kind: kindIn(name, wordsOf(key.slice(0, MAX_WORD_LENGTH)), nounIn(key)),
    noun: nounIn(key),
  }));

const nounIn = (key: string): string => headOf(wordsOf(key.slice(0, MAX_WORD_LENGTH))) ?? '';

/** Records in groups, or under keys of their own, none of which is the name of a list. */
function shapedRecords(data: unknown, groupedBy: string | undefined): readonly unknown[] {
  const isOfLists = entriesOf(data)
    .slice(0, MAX_KEYS)
    .some(([key]) => isOtherName(key) || ENVELOPE.test(key.toLowerCase()));
  if (isOfLists) return [];
  return recordsInGroups(data, groupedBy) ?? recordsByKey(data, false) ?? [];
}

const isOtherName = (key: string): boolean =>
  OTHERS.has(headOf(wordsOf(key.slice(0, MAX_WORD_LENGTH))) ?? key);

interface Own {
  readonly records: readonly unknown[];
  readonly kind: ItemKind | undefined;
  readonly noun: string;
}

/** Lists of different kinds make up one; two of the same are two words for it. */
function joinLists(own: readonly Own[]): FoundList {
  const [first] = own;
  if (own.every(({ kind }) => kind === undefined)) {
    const same = own.filter(({ noun }) => noun === first?.noun);
    return { records: same.flatMap(({ records }) => records), kinds: undefined, isNamed: true };
  }
  const whole = own.filter(({ kind }) => kind === undefined);
  if (whole.length > 0) return joinLists(whole);
  return {
    records: own.flatMap(({ records, kind }) =>
      flattenTree(records, { assumedKind: kind?.assumed }),
    ),
    // A list whose records contain others of their kind holds all kinds.
    kinds: own.some(({ records }) => isTree(records))
      ? undefined
      : [...new Set(own.flatMap(({ kind }) => kind ?? []))],
    isNamed: true,
  };
}

function placesIn({ value, assumed, key }: Place): readonly Place[] {
  if (isList(value)) return [];
  const group = groupOf(key);
  return entriesOf(value)
    .slice(0, MAX_KEYS)
    .map(([inner, it]) => ({
      key: inner,
      value: it,
      assumed: group === undefined ? assumed : { ...assumed, [group]: inner },
    }));
}

/** `by_namespace`, and `namespaces` with something under each name. */
function groupOf(key: string): string | undefined {
  const word = wordsOf(key.slice(0, MAX_WORD_LENGTH)).at(-1)?.replace(/s$/, '');
  return word !== undefined && GROUPS.has(word) ? word : undefined;
}

const GROUPS: ReadonlySet<string> = new Set(['namespace', 'node', 'site']);

function ownList(
  { key, value, assumed }: Place,
  name: ListName,
  nouns: readonly string[],
): readonly Own[] {
  const words = wordsOf(key.slice(0, MAX_WORD_LENGTH));
  const head = headOf(words) ?? '';
  if (isList(value) && !nouns.includes(head) && ownerOf(key) !== undefined) {
    return ownedLists(value, ownerOf(key), { name, nouns });
  }
  if (!nouns.includes(head) || words.some((word) => /^(?:count|total|num)$/.test(word))) return [];
  const kind = kindIn(name, words, head);
  const records = recordsUnderName(value, assumed);
  return records ? [{ records, kind, noun: head }] : [];
}

const ENVELOPE =
  /^(?:data|items|results?|records|entries|rows|list|values|content|output|response|payload|resources|objects|elements|hits)$/;

/** Under a name that is that of no other list, nor of a part that does not fit: the `blocked` are the rules. */
function isUnnamedList({ key, value }: Place, name: ListName): boolean {
  const words = wordsOf(key.slice(0, MAX_WORD_LENGTH));
  const head = headOf(words) ?? key;
  if (words.some((word) => isAdjective(undefined, word) && !isFitting(name, word))) return false;
  if (isList(value) && value.length === 0) return ENVELOPE.test(key.toLowerCase());
  return isRows(value) && !OTHERS.has(head);
}

/** The names of other lists, and of what is never one of ours. */
const OTHERS: ReadonlySet<string> = new Set([
  ...Object.values(NOUNS).flat(),
  ...(['guests', 'devices'] as const).flatMap((name) => nounsOf(name, [])),
  ...`backups columns conditions disks errors fields filters groups headers images interfaces issues jobs labels
   bridges clusters datacenters datastores folders isos links meta metadata metrics networks permissions
   pools ports queries recommendations sdns snapshots ssids storage storages tags tasks templates users
   volumes vlans warnings wlans zones`.split(/\s+/),
]);
