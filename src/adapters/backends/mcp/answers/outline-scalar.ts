import { refuse, trimBlanks } from './outline-lines.ts';

/** Returns the value of a plain word as YAML 1.2 does: null, a boolean, a number or the word. */
export function resolvePlain(text: string): unknown {
  if (NULL.test(text)) return null;
  if (BOOLEAN.test(text)) return text.toLowerCase() === 'true';
  if (NUMBER.test(text)) return Number(text);
  if (PREFIXED.test(text)) return Number(text.toLowerCase());
  return text;
}

const NULL = /^(?:~|null|Null|NULL|)$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const NUMBER = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const PREFIXED = /^(?:0o[0-7]+|0x[0-9a-fA-F]+)$/;

/** Cuts off a comment, which begins with `#` behind a blank. */
export function withoutComment(text: string): string {
  const at = text.search(/[ \t]#/);
  return at < 0 ? text : trimBlanks(text.slice(0, at));
}

/** Returns where a quoted text ends that begins at 0, if it ends on this line. */
export function endOfQuoted(text: string): number | undefined {
  const quote = text[0];
  for (let at = 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] !== quote) continue;
    else if (quote === "'" && text[at + 1] === "'") at += 1;
    else return at;
  }
  return undefined;
}

/** Joins the lines of a text that goes on: one line break is a space, more of them are one less. */
export function foldLines(lines: readonly string[]): string {
  const last = lines.length - 1;
  const folded: string[] = [];
  let breaks = 0;
  for (const [at, line] of lines.entries()) {
    if (line === '' && at > 0 && at < last) {
      breaks += 1;
      continue;
    }
    if (at > 0) folded.push(breaks > 0 ? '\n'.repeat(breaks) : ' ');
    folded.push(line);
    breaks = 0;
  }
  return folded.join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** How many hexadecimal digits follow. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Returns what a quoted text stands for. */
export function unquote(quoted: string): string {
  const inside = quoted.slice(1, -1);
  return quoted.startsWith("'") ? inside.replaceAll("''", "'") : resolveEscapes(inside);
}

function resolveEscapes(text: string): string {
  const parts = text.split('\\');
  for (let at = 1; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (part !== '') parts[at] = resolveEscape(part);
    else {
      parts[at] = '\\';
      at += 1; // what follows a backslash that stands for itself is plain
    }
  }
  return parts.join('');
}

function resolveEscape(part: string): string {
  const [mark = ''] = part;
  const digits = DIGITS[mark];
  if (digits === undefined) {
    return (ESCAPES[mark] ?? refuse('an unknown escape')) + part.slice(1);
  }
  const code = part.slice(1, 1 + digits);
  const isCode = code.length === digits && /^[0-9a-fA-F]+$/.test(code);
  const character = Number.parseInt(code, 16);
  if (!isCode || character > 0x10_ff_ff) refuse('no such character');
  return String.fromCodePoint(character) + part.slice(1 + digits);
}
