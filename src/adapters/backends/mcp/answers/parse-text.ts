import { parseJson } from '../../../http-client/parse-json.ts';
import { parseAddressLines } from './address-lines.ts';
import { parseBullets } from './bullets.ts';
import { parseChainRules } from './chain-rules.ts';
import { parseCsv } from './csv.ts';
import { parseDocuments } from './documents.ts';
import { parseDotLines } from './dot-lines.ts';
import { parseFactBlocks, parseFactLines } from './fact-lines.ts';
import { parseHeadedFacts } from './headed-facts.ts';
import { parseJailStatus } from './jail-status.ts';
import { parseJsonLines } from './json-lines.ts';
import { parseLogLines } from './log-lines.ts';
import { parseMarkdownTable } from './markdown-table.ts';
import { parsePrintBlocks } from './print-blocks.ts';
import { parsePrintTable } from './print-table.ts';
import { parseNumbered, parseProse } from './prose.ts';
import { remarkOn, withRemark } from './remarks.ts';
import { parseRuleTable } from './rule-table.ts';
import { parseOutlineOrSentences } from './sentence-lists.ts';
import { parseSyslog } from './syslog.ts';
import { parseTable } from './table.ts';
import { parseThingLines } from './thing-lines.ts';

/** A text is data, and more of it than anybody sends. */
export class TooMuchData extends Error {
  override readonly name = 'TooMuchData';
}

/** A label before the data is no longer than this. */
const MAX_LABEL_LENGTH = 200;
/** A banner that stands in lines of its own may be. */
const MAX_BANNER_LENGTH = 2000;

/** The data that a text holds, or the text itself when it holds none. Throws when there is too much of it. */
export function parseText(text: string): unknown {
  const whole = json(text);
  if (whole !== undefined) return whole;
  const bare = withoutFences(text);
  for (const read of READERS) {
    const data = read(bare);
    if (data !== undefined) return data;
  }
  return text;
}

/** A text without fences of three backticks. */
function withoutFences(text: string): string {
  if (!text.includes('```')) return text;
  return text
    .split('\n')
    .map((line) => (/^\s*```\w*\s*$/.test(line) ? '' : line.replaceAll('```', '')))
    .join('\n')
    .trim();
}

function json(text: string): unknown {
  const [first] = /\S/.exec(text) ?? [];
  if (first === 'n' && text.trim() === 'null') return null;
  if (first !== '{' && first !== '[') return undefined;
  const data = parseJson(text);
  if (data.ok) return data.value;
  if (data.error !== 'not JSON') throw new TooMuchData(data.error);
  return undefined;
}

/** `Wazuh Alerts:` and then JSON, or a banner with brackets of its own and JSON in the lines below. */
function jsonAfterLabel(text: string): unknown {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  const starts = [
    text.slice(0, MAX_LABEL_LENGTH).search(/[[{]/),
    text.slice(0, MAX_BANNER_LENGTH).search(/\n[[{]/) + 1,
  ].filter((start) => start > 0 && start < end);
  for (const start of new Set(starts)) {
    const data = json(text.slice(start, end + 1));
    if (data !== undefined) return remarked(data, [text.slice(0, start), text.slice(end + 1)]);
  }
  return undefined;
}

/** Data with what the words around it say about it. */
function remarked(data: unknown, words: readonly string[]): unknown {
  const lines = words.flatMap((it) => it.slice(0, MAX_BANNER_LENGTH).split('\n'));
  if (Array.isArray(data)) {
    const remark = remarkOn(data.length, lines);
    return Object.keys(remark).length === 0 ? data : { items: data, ...remark };
  }
  return data;
}

/** `✅ No active alerts.`, and no words about where or since when. */
const NONE =
  /^[^\w\n]{0,6}(?:there (?:are|were) )?(?:currently )?no (?:(?:active|open|current|unresolved|outstanding|firing|security|network) ){0,2}(?:alerts|alarms|events|incidents|findings|threats|detections|warnings|issues|problems|clients|stations|leases|devices|hosts|nodes|pods|services|deployments|namespaces|rules|bans|decisions|vms|virtual machines|containers|guests|instances|logs|log entries|entries|results|items|records|matches)(?: (?:were |are )?(?:found|detected|reported|present|available|right now|at this time|at the moment|currently|to (?:show|report|display))){0,2}[.!]?\s*$/i;

function nothingFound(text: string): unknown {
  const isNothing =
    /^\s*no resources found/i.test(text) ||
    /^\s*no [a-z]{2,30} (?:were )?found(?: in (?:the )?(?:namespace )?["'`]?[\w.-]{1,60}["'`]?(?: namespace)?)?[.!]?\s*$/i.test(
      text.slice(0, 160),
    ) ||
    NONE.test(text.slice(0, 160));
  return isNothing ? withRemark([], [text]) : undefined;
}

const READERS = [
  json,
  parseJsonLines,
  parseSyslog, // whose process ids in brackets look like JSON behind a label
  jsonAfterLabel,
  parseDocuments,
  nothingFound,
  parseJailStatus,
  parseRuleTable,
  parseChainRules,
  parsePrintTable,
  parsePrintBlocks,
  parseMarkdownTable,
  parseTable,
  parseCsv,
  parseLogLines,
  parseDotLines,
  parseFactLines,
  parseThingLines,
  parseAddressLines,
  parseNumbered,
  parseHeadedFacts,
  parseBullets,
  parseOutlineOrSentences,
  parseFactBlocks,
  parseProse,
] as const;
