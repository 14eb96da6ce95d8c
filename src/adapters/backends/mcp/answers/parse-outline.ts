import { readBlock, readBlockHeader } from './block-scalar.ts';
import { createLines, type Line, NoOutline, refuse, trimBlanks } from './outline-lines.ts';
import { endOfQuoted, foldLines, resolvePlain, unquote, withoutComment } from './outline-scalar.ts';
import { joinQuoted } from './quoted-lines.ts';

const MAX_CHARACTERS = 1_000_000;
const MAX_LINES = 30_000;
const MAX_CELLS = 30_000;
const MAX_DEPTH = 32;
const MAX_KEYS = 1000;
const MAX_KEY_LENGTH = 200;

/** The first line of an outline: `Name: plex`, `- name: plex` or `metadata:`. */
const BEGINNING = /^(?:- )?[\w./-]+(?: [\w./-]+){0,3}:(?:\s|$)/;

/**
 * Reads `key: value`, indentation and `- ` lists: the part of YAML that servers print. It is no
 * YAML parser on purpose: the text may come from anybody, and the time this takes is in proportion
 * to its length. What it cannot read for certain is no outline. A value that YAML would reject, such
 * as `a: b` or `[ALERT] x`, is the text it is.
 */
export function parseOutline(text: string): unknown {
  if (text.length > MAX_CHARACTERS || !isBeginning(text)) return undefined;
  try {
    return read(text);
  } catch (cause) {
    if (cause instanceof NoOutline) return undefined;
    throw cause;
  }
}

function isBeginning(text: string): boolean {
  const first = text.split('\n', 20).find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first !== undefined && BEGINNING.test(first);
}

function read(text: string): unknown {
  const lines = createLines(text, MAX_LINES);
  let cells = 0;
  let depth = 0;

  const count = (): void => {
    cells += 1;
    if (cells > MAX_CELLS) refuse('more cells than anybody reads');
  };

  /** Reads what begins at the next line. */
  function readNode({ indent, text: first }: Line): unknown {
    depth += 1;
    if (depth > MAX_DEPTH) refuse('deeper than anybody nests');
    const node = isItem(first)
      ? readItems(indent)
      : splitKey(first)
        ? readEntries(indent)
        : readLoose(first, indent - 1);
    depth -= 1;
    return node;
  }

  function readItems(indent: number): readonly unknown[] {
    const items: unknown[] = [];
    for (let line = lines.peek(); line?.indent === indent; line = lines.peek()) {
      if (!isItem(line.text)) break;
      count();
      items.push(readItem(line));
    }
    return items;
  }

  function readItem({ indent, text: item }: Line): unknown {
    const rest = trimBlanks(item.slice(1));
    if (isItem(rest) || splitKey(rest)) {
      const inner = { indent: indent + item.length - rest.length, text: rest };
      lines.replace(inner);
      return readNode(inner);
    }
    lines.take();
    return isNothing(rest) ? readBelow(indent) : readScalar(rest, indent);
  }

  function readEntries(indent: number): object {
    const entries = new Map<string, unknown>();
    for (let line = lines.peek(); line?.indent === indent; line = lines.peek()) {
      const { key, rest } = splitKey(line.text) ?? refuse('a line without a key');
      if (entries.has(key)) refuse('a key that comes twice');
      if (entries.size >= MAX_KEYS) refuse('more keys than anybody reads');
      count();
      lines.take();
      entries.set(key, isNothing(rest) ? readValueBelow(indent) : readScalar(rest, indent));
    }
    return Object.fromEntries(entries);
  }

  /** A list may be indented no further than its key. */
  function readValueBelow(indent: number): unknown {
    const next = lines.peek();
    return next?.indent === indent && isItem(next.text) ? readItems(indent) : readBelow(indent);
  }

  function readBelow(indent: number): unknown {
    const next = lines.peek();
    return next && next.indent > indent ? readNode(next) : null;
  }

  function readLoose(first: string, indent: number): unknown {
    lines.take();
    return readScalar(first, indent);
  }

  function readScalar(first: string, indent: number): unknown {
    if (/^["']/.test(first)) return readQuoted(first, indent);
    if (/^[|>]/.test(first)) return readBelowHeader(first, indent);
    if (/^[[{]/.test(first)) return readFlow(first, indent);
    if (/^(?:[&!]|[?:](?:[ \t]|$)|-\t)/.test(first)) return refuse('an anchor, a tag or a key');
    if (/^(?:[,\]}%@`*]|-(?: |$))/.test(first)) return readAsWritten(first, indent);
    return readPlain(first, indent);
  }

  function readPlain(first: string, indent: number): unknown {
    const text = withoutComment(first);
    const more = takeDeeper(indent);
    if (more.length === 0) return resolvePlain(text);
    const isOdd = text !== first || more.some((line) => NOT_IN_PLAIN.test(line));
    return isOdd ? refuse('more than one text') : foldLines([text, ...more.map(trimBlanks)]);
  }

  function readQuoted(first: string, indent: number): unknown {
    const end = endOfQuoted(first);
    if (end !== undefined) {
      const isAll = /^(?:[ \t]+#.*|[ \t]*)$/.test(first.slice(end + 1));
      return isAll ? unquote(first.slice(0, end + 1)) : readAsWritten(first, indent);
    }
    const more = takeDeeper(indent);
    return more.length === 0 ? first : unquote(joinQuoted([first, ...more]));
  }

  function readFlow(first: string, indent: number): unknown {
    const text = withoutComment(first);
    if (/^\{[ \t]*\}$/.test(text)) return {};
    if (/^\[[ \t]*\]$/.test(text)) return [];
    if (/^\[.*\]$/.test(text))
      return text
        .slice(1, -1)
        .split(',', MAX_CELLS + 1)
        .map(readFlowItem);
    return text !== first || text.endsWith('}')
      ? refuse('a collection in one line')
      : readAsWritten(first, indent);
  }

  function readFlowItem(item: string): unknown {
    const word = trimBlanks(item);
    count();
    return /^[\w./+-][\w ./+-]*$/.test(word) && !isItem(word)
      ? resolvePlain(word)
      : refuse('a list in one line of more than words');
  }

  function readBelowHeader(first: string, indent: number): unknown {
    const header = readBlockHeader(first);
    return header
      ? readBlock(header, lines.takeDeeper(indent), indent)
      : readAsWritten(first, indent);
  }

  /** Lines that are part of a value cannot follow one that YAML rejects. */
  function readAsWritten(first: string, indent: number): string {
    return takeDeeper(indent).length > 0 ? refuse('an unreadable value') : first;
  }

  const takeDeeper = (indent: number): readonly string[] => {
    const taken = lines.takeDeeper(indent);
    return taken.slice(0, taken.findLastIndex((line) => trimBlanks(line) !== '') + 1);
  };

  const last = lines.peek();
  const node = last && readNode(last);
  return lines.peek() ? refuse('a line that belongs nowhere') : node;
}

/** A comment, or a key: neither can be inside of a plain text. */
const NOT_IN_PLAIN = /(?:^|[ \t])#|:(?:[ \t]|$)/;

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ');
const isNothing = (rest: string): boolean => rest === '' || rest.startsWith('#');

interface Entry {
  readonly key: string;
  readonly rest: string;
}

/** Splits `key: value`, if there is a key. */
function splitKey(text: string): Entry | undefined {
  if (isItem(text) || /^(?:[[\]{}#&*!|>%@`,]|[?:](?:[ \t]|$))/.test(text)) return undefined;
  const isQuoted = /^["']/.test(text);
  const behind = isQuoted ? (endOfQuoted(text) ?? text.length) + 1 : 0;
  const colon = text.slice(behind).search(/:(?:[ \t]|$)/);
  if (colon < 0) return undefined;
  const key = trimBlanks(text.slice(0, behind + colon));
  const isKey = isQuoted ? key.length === behind : !/[ \t]#/.test(key);
  if (!isKey) return undefined;
  if (key.length > MAX_KEY_LENGTH) refuse('a key that is none');
  return { key: isQuoted ? unquote(key) : key, rest: trimBlanks(text.slice(behind + colon + 1)) };
}
