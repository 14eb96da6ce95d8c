import { parseJson } from '../../../http-client/parse-json.ts';
import { entriesOf } from '../../vendor-records/json.ts';
import { remarkOn } from './remarks.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 20_000;
/** A banner above, or a remark below. */
const MAX_OTHERS = 4;

/** A line with nothing but this describes the lines above it. */
const SUMMARY = /^_?(?:summary|meta|metadata|pagination|page_?info|footer|total|count|has_?more)$/i;

/** One object of JSON to a line. A summary among them stays beside the records. */
export function parseJsonLines(text: string): unknown {
  const whole = text.split('\n', MAX_LINES + 1).map((line) => line.trim());
  const lines = whole.slice(0, MAX_LINES).filter((line) => line !== '');
  const others = lines.filter((line) => !isObject(line));
  if (others.length > MAX_OTHERS || others.some((line) => /^[[{\]}]/.test(line))) return undefined;
  const records = lines.filter(isObject).map(objectIn);
  if (records.length < 2 || !records.every((it) => it !== undefined)) return undefined;
  const rows = records.filter((it) => !isSummary(it));
  const beside = Object.fromEntries(records.filter(isSummary).flatMap(entriesOf));
  const cut = whole.length > MAX_LINES ? { truncated: true } : {};
  return join(rows, { ...remarkOn(rows.length, others), ...beside, ...cut });
}

const join = (rows: readonly unknown[], beside: Readonly<Record<string, unknown>>): unknown =>
  Object.keys(beside).length === 0 ? rows : { ...beside, items: rows };

const isObject = (line: string): boolean =>
  line.startsWith('{') && line.endsWith('}') && line.length <= MAX_LINE_LENGTH;

function objectIn(line: string): unknown {
  const data = parseJson(line);
  return data.ok && entriesOf(data.value).length > 0 ? data.value : undefined;
}

const isSummary = (record: unknown): boolean =>
  entriesOf(record).every(([key]) => SUMMARY.test(key));
