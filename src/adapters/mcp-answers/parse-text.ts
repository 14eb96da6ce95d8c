import { parseJson } from '../loose-data/parse-json.ts';
import { parseBullets } from './bullets.ts';
import { parseOutline } from './parse-outline.ts';
import { parseTable } from './table.ts';

/** A text is data, and more of it than anybody sends. */
export class TooMuchData extends Error {
  override readonly name = 'TooMuchData';
}

/** A label before the data is no longer than this. */
const LONGEST_LABEL = 200;

/** The data that a text holds, or the text itself when it holds none. Throws when there is too much of it. */
export function parseText(text: string): unknown {
  for (const read of READERS) {
    const data = read(text);
    if (data !== undefined) return data;
  }
  return text;
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

/** `Wazuh Alerts:` and then JSON. */
function jsonAfterLabel(text: string): unknown {
  const start = text.slice(0, LONGEST_LABEL).search(/[[{]/);
  if (start <= 0) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return json(text.slice(start, end + 1));
}

function nothingFound(text: string): unknown {
  return /^\s*no resources found/i.test(text) ? [] : undefined;
}

const READERS = [
  json,
  jsonAfterLabel,
  nothingFound,
  parseTable,
  parseBullets,
  parseOutline,
] as const;
