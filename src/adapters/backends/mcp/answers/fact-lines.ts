import { withRemark } from './remarks.ts';
import { factsOfTitle, splitBrackets } from './thing-title.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 1000;
const MAX_FACTS = 40;
const MAX_OTHERS = 6;
/** The fewest facts of a lone thing. */
const MIN_ALONE = 3;

const KEY = /^[A-Za-z][\w ()%/.-]{0,40}$/;
const LEADING = /^(?:[-*•]|\d{1,5}[.)])\s+/;

type Facts = Record<string, string>;

/** One thing to a line: `Name: plex | Status: running`. What comes first may be the name alone. */
export function parseFactLines(text: string): unknown {
  const lines = text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH).trim());
  const rows: Facts[] = [];
  const others: string[] = [];
  for (const line of lines) {
    const facts = SUMMARY.test(line) ? undefined : factsIn(line);
    if (facts) rows.push(facts);
    else if (line !== '') others.push(line);
  }
  return rows.length === 0 || others.length > MAX_OTHERS ? undefined : withRemark(rows, others);
}

/** A line that counts what the others list. */
const SUMMARY = /^\W{0,6}(?:total|summary|overall|count)s?\b[^:|]{0,20}:/i;

function factsIn(line: string): Facts | undefined {
  return (
    factsBetween(line, / [|·•] /) ?? (COMMAS.test(line) ? factsBetween(line, ', ') : undefined)
  );
}

/** `Name: plex, Status: running`: a pair before the first comma, and another behind it. */
const COMMAS = /^\W{0,6}[A-Za-z][\w ]{0,30}: [^,]{1,100}, [A-Za-z][\w ]{0,30}: /;

function factsBetween(line: string, separator: RegExp | string): Facts | undefined {
  const parts = line
    .replace(LEADING, '')
    .split(separator, MAX_FACTS + 1)
    .map((part) => part.replaceAll('*', '').trim());
  if (parts.length < 2 || parts.length > MAX_FACTS) return undefined;
  const entries = parts.map(entryOf);
  const [first, ...others] = entries;
  if (!others.every((entry) => entry !== undefined)) return undefined;
  return Object.fromEntries([first ?? ['name', parts[0] ?? ''], ...others]);
}

type Entry = readonly [key: string, value: string];

function entryOf(part: string): Entry | undefined {
  const colon = part.indexOf(': ');
  const at = colon < 0 ? part.indexOf('=') : colon;
  const key = part.slice(0, Math.max(at, 0)).trim();
  const isWhole = key.split('(').length === key.split(')').length;
  return isWhole && KEY.test(key) ? [key, part.slice(at + 1).trim()] : undefined;
}

/** Things one below the other, each in lines of `Key: value` under its name or an empty line. */
export function parseFactBlocks(text: string): unknown {
  const blocks = createBlocks();
  for (const raw of text.split('\n', MAX_LINES)) {
    const line = raw.slice(0, MAX_LINE_LENGTH).replaceAll('*', '').trim();
    const entry = entryOf(line.replace(LEADING, ''));
    if (entry) blocks.addFact(entry);
    else blocks.addWords(line);
  }
  const { things, others } = blocks.end();
  const keys = Object.keys(things[0] ?? {});
  const areAlike = things.every((thing) => keys.some((key) => key in thing));
  const isAlone = things.length === 1 && (keys.length < MIN_ALONE || others.length > 0);
  return things.length === 0 || isAlone || !areAlike || others.length > MAX_OTHERS
    ? undefined
    : withRemark(things, others);
}

const RULE = /^[-=_# ]*$/;
/** Words above all of the things, and not the name of one. */
const HEADING = /:$|\(\d{1,6}\)$/;

/** Facts belong to one thing until a line is none, or says again what was said. */
function createBlocks() {
  const things: Facts[] = [];
  const others: string[] = [];
  let facts: Facts = {};
  let title = '';

  function close(): void {
    const entries = Object.entries(facts);
    if (entries.length > 1) things.push(facts);
    else others.push(...entries.map(([key, value]) => `${key}: ${value}`));
    facts = {};
  }

  function takeTitle(): void {
    if (HEADING.test(title)) others.push(title);
    else if (title !== '') Object.assign(facts, factsOfTitle(title));
    title = '';
  }

  return {
    addFact([key, value]: Entry): void {
      if (key in facts) close();
      takeTitle();
      const { name, facts: more } = splitBrackets(value);
      facts[key] = name;
      for (const [about, words] of Object.entries(more ?? {})) {
        if (!Object.hasOwn(facts, about)) facts[about] = words;
      }
    },
    addWords(line: string): void {
      close();
      if (RULE.test(line)) return;
      if (title !== '') others.push(title);
      title = line.replace(LEADING, '').replace(/^#+ /, '');
    },
    end() {
      close();
      return { things, others: title === '' ? others : [...others, title] };
    },
  };
}
