import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import { assumeFacts } from './fill-facts.ts';
import { peelRecord, recordsByKey } from './record-shapes.ts';

const MAX_KEYS = 200;

/** A list, several of them in groups, an object with a record under each name, or a lone record. */
export function recordsUnderName(
  value: unknown,
  assumed: Readonly<Record<string, unknown>>,
): readonly unknown[] | undefined {
  const assume = (record: unknown): unknown => assumeFacts(assumed, peelRecord(record));
  if (value === null) return []; // how some say that there are none
  if (isList(value)) return value.map(assume);
  const entries = entriesOf(value).slice(0, MAX_KEYS);
  const wrapped = entries.find(([key, it]) => isList(it) && WRAPS.test(key))?.[1];
  if (isList(wrapped)) return wrapped.map(assume);
  const inner = entries.flatMap(([, it]) => (isRows(it) ? it : []));
  if (inner.length > 0 && entries.every(([, it]) => isList(it))) return inner.map(assume);
  const byKey = recordsByKey(value, true)?.map(assume);
  return byKey ?? (isThing(value) ? [assume(value)] : undefined);
}

/** The keys that hold the records of a list in an object under its name. */
const WRAPS = /^(?:edges|nodes|hits|items|data|results|records|entries|rows|list|values|content)$/;

/** A record of one thing, by its name and something that only things have. */
function isThing(value: unknown): boolean {
  const facts = recordReader(value);
  if (facts?.text('name', 'display_name', 'hostname') === undefined) return false;
  return facts.text('mac', 'mac_address', 'ip', 'id', 'model', 'serial', '*status') !== undefined;
}

/** A list of records. */
export const isRows = (value: unknown): value is readonly unknown[] =>
  isList(value) && typeof value[0] === 'object' && value[0] !== null;
