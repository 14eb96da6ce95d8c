import { ratingIn } from './prose.ts';
import { withRemark } from './remarks.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 2000;
const MAX_OTHERS = 6;

const STAMPED =
  /^\s{0,4}\[?(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?|\d\d:\d\d(?::\d\d)?)\]?[\s:|-]{1,4}(\S.{0,1900})$/;
const LEVEL =
  /^[[(<]?(trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|alert|emerg(?:ency)?)[\])>]?(?:[:|-]|\s|$)[:|\s-]{0,4}/i;
/** Words between commas, of which the last ones are levels: `system,error,critical`. */
const TOPICS = /^([a-z][a-z0-9-]{0,30}(?:,[a-z0-9!-]{1,30}){1,6})\s{1,4}(?=\S)/;
const LEVELS_OF_TOPICS = ['critical', 'error', 'warning', 'info', 'debug'];
const SOURCE = /^(?:\[([\w./@-]{1,60})\]:?|([\w./@-]{1,60})(?:\[\d{1,10}\])?:)\s{1,4}(?=\S)/;
const PICTURE = /\p{Extended_Pictographic}\ufe0f?/gu;
const WARNS = /[⚠❗🔥🚨❌🔴]/u;
const DASH = / [—–] /;
const OBJECT = /^[A-Z][A-Za-z]{2,40}\/[\w.-]{1,100}$/;

type Row = Readonly<Record<string, string>>;

/** Lines that begin with a time: `2026-11-21 11:58:01 ERROR [auth] words`, or the topics of a router in front. */
export function parseLogLines(text: string): unknown {
  const lines = text
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_LENGTH))
    .filter((line) => line.trim() !== '');
  const rows = lines.map(rowIn).filter((row) => row !== undefined);
  const others = lines.filter((line) => !STAMPED.test(line));
  const isLog = rows.length > 0 && others.length <= Math.min(MAX_OTHERS, rows.length);
  return isLog ? withRemark(rows, others) : undefined;
}

function rowIn(line: string): Row | undefined {
  const [, time, rest] = STAMPED.exec(line) ?? [];
  if (time === undefined || rest === undefined) return undefined;
  const words = rest.replaceAll(PICTURE, '').trim();
  return {
    time: time.replaceAll('/', '-').replace(',', '.'),
    ...(eventIn(words, rest) ?? entryIn(words)),
  };
}

/** `BackOff — Pod/web-1 — words`: what happened to which thing. */
function eventIn(words: string, line: string): Row | undefined {
  const [reason, object, ...message] = words.split(DASH, 8).map((part) => part.trim());
  if (reason === undefined || object === undefined || !OBJECT.test(object)) return undefined;
  if (message.length === 0) return undefined;
  const type = WARNS.test(line) ? { type: 'Warning' } : {};
  return { ...type, reason, object, message: message.join(' — ') };
}

function entryIn(words: string): Row {
  const facts: Record<string, string> = {};
  let rest = words;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  const addLevel = (): void => {
    const [, level] = take(LEVEL) ?? [];
    if (level !== undefined) facts['level'] ??= level.toLowerCase();
  };

  const [, topics] = take(TOPICS) ?? [];
  if (topics !== undefined) Object.assign(facts, factsOfTopics(topics.split(',')));
  addLevel();
  const [, bracketed, named] = take(SOURCE) ?? [];
  const source = bracketed ?? named;
  if (source !== undefined) facts['source'] ??= source;
  addLevel();
  return { ...ratingIn(rest), ...facts, message: rest };
}

function factsOfTopics(topics: readonly string[]): Row {
  const level = LEVELS_OF_TOPICS.find((it) => topics.includes(it));
  const [source = ''] = topics;
  return { source, ...(level !== undefined && { level }) };
}
