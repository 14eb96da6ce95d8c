import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import { parseLogLines } from '../answers/log-lines.ts';
import { parseText } from '../answers/parse-text.ts';
import { parseSyslog } from '../answers/syslog.ts';
import { assumeFacts } from './fill-facts.ts';

const TEXTS = ['text', 'line', 'raw', 'entry', 'message', 'msg'];
const TIMES = ['timestamp', '@timestamp', 'time', 'at', 'date', 'ts', '*time', '*timestamp'];
const WHOLE =
  /^(?:logs?|log_?lines|lines|output|stdout|content|text|result|data|journal|entries)$/i;
/** Names of what is a log, even where its lines have no times. */
const LOG = /^(?:logs?|log_?lines|lines|journal|stdout)$/i;
/** A lone word or two may be the name of a log. */
const SENTENCE = /\S\s+\S+\s+\S/;
const MAX_KEYS = 60;
const MAX_LINES = 2000;

/** A log that an answer holds as one text becomes a list of its lines; any other data stays as it is. */
export function splitLogText(data: unknown): unknown {
  if (typeof data === 'string') return linesOf(data, false) ?? data;
  const entries = entriesOf(data).slice(0, MAX_KEYS);
  if (entries.some(([, value]) => isList(value))) return data;
  const [key, text] =
    entries.find(([name, it]) => WHOLE.test(name) && typeof it === 'string') ?? [];
  const lines = typeof text === 'string' ? linesOf(text, LOG.test(key ?? '')) : undefined;
  return key === undefined || !lines ? data : { ...Object.fromEntries(entries), [key]: lines };
}

/** The entries of a text; several lines without times are some only under the name of a log. */
function linesOf(text: string, isLog: boolean): readonly unknown[] | undefined {
  const parsed = parseText(text);
  if (isList(parsed)) return parsed;
  const lines = text.split('\n', MAX_LINES).filter((line) => line.trim() !== '');
  return isLog && parsed === text && lines.length > 1 ? lines : undefined;
}

/** Reads what stands in the text of an entry: its time, its program and its level; a text alone is an entry. */
export function readLogText(record: unknown): unknown {
  if (typeof record === 'string') {
    return rowIn(record) ?? (SENTENCE.test(record) ? { message: record } : record);
  }
  const facts = recordReader(record);
  if (!facts || facts.time(...TIMES) !== undefined) return record;
  const text = facts.text(...TEXTS);
  const row = text === undefined ? undefined : rowIn(text);
  return row ? assumeFacts(Object.fromEntries(entriesOf(record)), row) : record;
}

function rowIn(line: string): unknown {
  const rows = parseSyslog(line) ?? parseLogLines(line);
  return isList(rows) && rows.length === 1 ? rows[0] : undefined;
}
