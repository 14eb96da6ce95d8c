import { parse } from 'yaml';
import { parseBullets } from './bullets.ts';
import { parseTable } from './table.ts';

/** A label before the data is no longer than this. */
const LONGEST_LABEL = 200;

/** YAML takes its time; nobody writes this much of it for a person to read. */
const MAX_YAML_CHARACTERS = 400_000;

/** The data that a text holds, or the text itself when it holds none. */
export function parseText(text: string): unknown {
  for (const read of READERS) {
    const data = read(text);
    if (data !== undefined) return data;
  }
  return text;
}

function json(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' ? data : undefined;
  } catch {
    return undefined;
  }
}

/** `Wazuh Alerts:` and then JSON. */
function jsonAfterLabel(text: string): unknown {
  const start = text.slice(0, LONGEST_LABEL).search(/[[{]/);
  if (start <= 0) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return json(text.slice(start, end + 1));
}

function nothingFound(text: string): unknown {
  return /^no resources found/i.test(text.trim()) ? [] : undefined;
}

function yaml(text: string): unknown {
  const [first = ''] = text.split('\n', 20).filter((line) => line.trim() && !line.startsWith('#'));
  if (
    !/^(?:- )?[\w./-]+(?: [\w./-]+){0,3}:(?:\s|$)/.test(first) ||
    text.length > MAX_YAML_CHARACTERS
  )
    return undefined;
  try {
    const data: unknown = parse(text, { maxAliasCount: 10, logLevel: 'silent' });
    return typeof data === 'object' && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}

const READERS = [json, jsonAfterLabel, nothingFound, parseTable, parseBullets, yaml] as const;
