import { indentOf, isBlank, refuse } from './outline-lines.ts';

const HEADER = /^([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?(?:[ \t]+#.*)?$/;

interface BlockHeader {
  readonly isFolded: boolean;
  /** `-` drops the line breaks at the end, `+` keeps all of them. */
  readonly chomping: string;
  /** How far the text is indented, where the first line does not show it. */
  readonly indent: number | undefined;
}

/** Reads `|`, `>-` or `|2+`, which a text of several lines follows. */
export function readBlockHeader(text: string): BlockHeader | undefined {
  const [, style, before, digit, digitFirst, after] = HEADER.exec(text) ?? [];
  if (style === undefined) return undefined;
  const indent = digit ?? digitFirst;
  return {
    isFolded: style === '>',
    chomping: before ?? after ?? '',
    indent: indent === undefined ? undefined : Number(indent),
  };
}

/** Returns the text that the lines below a header hold. */
export function readBlock(header: BlockHeader, lines: readonly string[], parent: number): string {
  const first = lines.find((line) => !isBlank(line));
  const indent = header.indent === undefined ? indentOf(first ?? '') : parent + header.indent;
  const texts = lines.map((line) => textOf(line, first === undefined ? line.length : indent));
  const end = texts.findLastIndex((text) => text !== '') + 1;
  const kept = texts.slice(0, end);
  const body = header.isFolded ? fold(kept) : kept.join('\n');
  return body + lastBreaks(header.chomping, { isEmpty: end === 0, blank: texts.length - end });
}

function textOf(line: string, indent: number): string {
  const spaces = indentOf(line);
  if (spaces < indent && spaces < line.length) refuse('a text that is not indented enough');
  return line.slice(indent);
}

function lastBreaks(chomping: string, { isEmpty, blank }: { isEmpty: boolean; blank: number }) {
  if (chomping === '-') return '';
  if (chomping === '+') return '\n'.repeat(isEmpty ? blank : blank + 1);
  return isEmpty ? '' : '\n';
}

/** Joins lines by spaces, but for those that begin with a blank: they are lines of their own. */
function fold(texts: readonly string[]): string {
  const folded: string[] = [];
  let breaks = 0;
  let wasOwn = false;
  for (const text of texts) {
    if (text === '') {
      breaks += 1;
      continue;
    }
    const isOwn = /^[ \t]/.test(text);
    if (folded.length === 0) folded.push('\n'.repeat(breaks));
    else if (isOwn || wasOwn) folded.push('\n'.repeat(breaks + 1));
    else folded.push(breaks > 0 ? '\n'.repeat(breaks) : ' ');
    folded.push(text);
    breaks = 0;
    wasOwn = isOwn;
  }
  return folded.join('');
}
