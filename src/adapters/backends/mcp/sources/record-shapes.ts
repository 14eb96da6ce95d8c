import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import { assumeFacts } from './fill-facts.ts';

const MAX_RECORDS = 2000;
const MAX_KEYS = 200;
const DEEPEST = 8;

/** Keys that are ids, and no names of facts: numbers, MAC addresses, UUIDs, `qemu/100`. */
const ID =
  /^(?:\d{1,12}|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,40}|[a-z]{2,10}[/:]\d{1,9})$/i;

/** Words for a state, with more about it behind: `Ready (control-plane)`. */
const STATE =
  /^(?:not[ _-]?ready|ready|running|stopped|online|offline|up|down|paused|suspended|connected|disconnected|healthy|unhealthy|failed|pending|unknown|crashloopbackoff|error)(?=$|[ ,;(:])/i;
const LONE_STATE =
  /^(?:running|stopped|online|offline|up|down|paused|suspended|ready|not_?ready|healthy|unhealthy|active|inactive|connected|disconnected)$/i;
/** Facts about one thing, which are never names of things. */
const FACT =
  /^(?:status|state|health|phase|message|error|ready|online|mode|engine|version|quorum|result|power|connection|name|id|type|node|role)$/i;

/** The keys that wrap one record: a hit of Elastic, an edge of GraphQL, a resource of JSON:API. */
const WRAPPER =
  /^(?:_source|node|attributes|properties|resource|item|record|entity|message|event)$/;
const BESIDE_WRAPPED =
  /^(?:_?id|_?index|_?score|_?type|type|cursor|sort|links|relationships|fields|kind|ref|highlight|highlight_ranges|decoration_stats)$/;

/** A record out of what wraps it; anything else stays as it is. */
export function peelRecord(record: unknown): unknown {
  const entries = entriesOf(record);
  if (entries.length === 0 || entries.length > 8) return record;
  const wrapped = entries.filter(
    ([key, value]) => WRAPPER.test(key) && entriesOf(value).length > 0,
  );
  const [[key, inner] = [], second] = wrapped;
  if (key === undefined || second) return record;
  const beside = entries.filter(([it]) => it !== key);
  if (!beside.every(([it]) => BESIDE_WRAPPED.test(it))) return record;
  return { ...Object.fromEntries(beside), ...Object.fromEntries(entriesOf(inner)) };
}

const BELOW =
  /^(?:children|childs|descendants|sub_?devices|downstream|down_?links|connected_?devices|attached|members|subs)$/i;

/** Things that hold others of their like, as one list. What is assumed of one above says nothing of those below. */
export function flattenTree(records: readonly unknown[], own: Assumed = {}): readonly unknown[] {
  if (!records.some((record) => belowOf(record).length > 0)) {
    return records.map((record) => assumeFacts(own, record));
  }
  const all: unknown[] = [];
  let level = records;
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const room = level.slice(0, Math.max(0, MAX_RECORDS - all.length));
    all.push(...room.map((record) => assumeFacts(depth === 0 ? own : {}, withoutBelow(record))));
    level = room.flatMap(belowOf);
  }
  return all;
}

type Assumed = Readonly<Record<string, unknown>>;

const belowOf = (record: unknown): readonly unknown[] =>
  entriesOf(record).flatMap(([key, value]) =>
    BELOW.test(key) && isList(value) ? value.filter((it) => entriesOf(it).length > 0) : [],
  );

const withoutBelow = (record: unknown): unknown =>
  Object.fromEntries(
    entriesOf(record).filter(([key, value]) => !(BELOW.test(key) && isList(value))),
  );

/** Is true when a record contains others of its kind. */
export const isTree = (records: readonly unknown[]): boolean =>
  records.some((record) => belowOf(record).length > 0);

/** A record under each key: its id, or its name where it has no other; or its state alone. */
export function recordsByKey(data: unknown, isSure: boolean): readonly unknown[] | undefined {
  const entries = entriesOf(data).slice(0, MAX_KEYS);
  if (entries.length === 0) return undefined;
  if (entries.every(([, it]) => entriesOf(it).length > 1)) {
    const areIds = entries.every(([key]) => ID.test(key));
    return areIds || isSure || areAlike(entries.map(([, it]) => it))
      ? entries.map(([key, it]) => assumeFacts(keyFact(key, it), it))
      : undefined;
  }
  const areStates = entries.every(
    ([key, it]) => !FACT.test(key) && typeof it === 'string' && STATE.test(it.slice(0, 200)),
  );
  return areStates && (isSure || entries.length > 1)
    ? entries.map(([name, it]) => ({ name, status: STATE.exec(String(it).slice(0, 200))?.[0] }))
    : undefined;
}

/** An id says nothing of the name. */
function keyFact(key: string, record: unknown): Assumed {
  if (ID.test(key)) return factsOfId(key);
  const isNamed =
    recordReader(record)?.text('name', 'label', 'hostname', 'title', 'display_name', '*name') !==
    undefined;
  return isNamed ? { key } : { name: key };
}

/** Words in front of an id for the kind of thing that it is. */
const KIND_OF_ID = /^(?:qemu|kvm|vm|lxc|ct|openvz)$/i;

/** `qemu/101` is the id of a VM. */
function factsOfId(key: string): Assumed {
  const [first, id = first] = key.split(/[/:](?=\d+$)/);
  return first !== undefined && KIND_OF_ID.test(first) ? { id, type: first } : { id };
}

/** Several with the same keys, but for a few. */
function areAlike(records: readonly unknown[]): boolean {
  const [first, ...others] = records.map((it) => new Set(entriesOf(it).map(([key]) => key)));
  if (!first || others.length === 0 || first.size < 2) return false;
  return others.every((keys) => {
    const shared = [...first].filter((key) => keys.has(key)).length;
    return shared >= 2 && shared * 2 >= Math.min(first.size, keys.size);
  });
}

const SEVERITY =
  /^(?:critical|crit|fatal|emergency|high|severe|error|errors|major|medium|moderate|minor|low|warning|warnings|info|informational|notice)$/i;

/** A list for each severity or state, or for each of what a tool says that it groups by. */
export function recordsInGroups(
  data: unknown,
  groupedBy: string | undefined,
): readonly unknown[] | undefined {
  const entries = entriesOf(data).slice(0, MAX_KEYS);
  const lists = entries.filter(([, value]) => isList(value));
  const isSeverities = lists.length > 1 && lists.every(([key]) => SEVERITY.test(key));
  const isStates = lists.length > 1 && lists.every(([key]) => LONE_STATE.test(key));
  const group = (isSeverities && 'severity') || (isStates && 'status') || groupedBy;
  const areOthersPlain = entries.every(([, it]) => typeof it !== 'object' || isList(it));
  if (group === undefined || lists.length === 0 || !areOthersPlain) return undefined;
  const rows = lists.flatMap(([key, list]) =>
    (isList(list) ? list : []).map((it) => assumeFacts({ [group]: key }, it)),
  );
  return rows.every((it) => entriesOf(it).length > 0) ? rows : undefined;
}
