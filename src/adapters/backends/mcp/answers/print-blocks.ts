import { factsOfFlags, readFlags } from './print-flags.ts';
import { createSections } from './sections.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 2000;
const MAX_LABELS = 8;
const MAX_PAIRS = 60;

/** ` 0  R  name="ether1" ...`: a number, perhaps flags, and pairs or a comment behind. */
const START =
  /^ {0,4}\d{1,5} {1,8}(?:([A-Za-z*]{1,6}) {1,8}|([A-Z](?: [A-Z]){1,3}) {1,8})?(?=[a-z][\w.-]{0,40}=|;;;)/;
const CONTINUED = /^ {3,20}(?=[a-z][\w.-]{0,40}=|;;;)/;
const COMMENT = /^;;; ?(.{0,300})$/;
const PAIR = /([a-z][\w.-]{0,40})=(?:"((?:[^"\\]|\\.){0,500})"|([^\s"]{0,500}))(?=\s|$)/g;
const FLAGS = /^Flags?: /;

type Facts = Record<string, string>;

/** Numbered blocks of pairs with flags, as the terminals of routers print lists. */
export function parsePrintBlocks(text: string): unknown {
  const lines = text.split('\n', MAX_LINES + 1);
  const blocks = createBlocks();
  for (const whole of lines.slice(0, MAX_LINES)) {
    const line = whole.slice(0, MAX_LINE_LENGTH).replace(/\r$/, '');
    if (!blocks.begin(line) && !blocks.goOn(line) && line.trim() !== '') blocks.label(line);
  }
  return blocks.end(lines.length > MAX_LINES);
}

function createBlocks() {
  const sections = createSections();
  const flags = new Map<string, string>();
  let facts: Facts | undefined;
  let labels = 0;
  let isAnyUnread = false;

  return {
    begin(line: string): boolean {
      const [start, flag, spaced = ''] = START.exec(line) ?? [];
      if (start === undefined) return false;
      facts = factsOfFlags(flag ?? spaced, flags);
      sections.add(facts);
      addPairs(facts, line.slice(start.length));
      return true;
    },
    goOn(line: string): boolean {
      const [indent] = (facts && CONTINUED.exec(line)) ?? [];
      if (!facts || indent === undefined) return false;
      addPairs(facts, line.slice(indent.length));
      return true;
    },
    label(line: string): void {
      if (FLAGS.test(line) || (!facts && isLegend(line))) addFlags(flags, line);
      else {
        facts = undefined;
        labels += 1;
        isAnyUnread ||= /^ {0,4}\d{1,5} {1,8}\S/.test(line);
        sections.open(line);
      }
    },
    end: (isCut: boolean): unknown =>
      labels > MAX_LABELS ? undefined : sections.end(isCut || isAnyUnread),
  };
}

/** A second line of the legend. */
const isLegend = (line: string): boolean => readFlags(line).size > 0;

function addFlags(flags: Map<string, string>, line: string): void {
  for (const [flag, word] of readFlags(line)) flags.set(flag, word);
}

function addPairs(facts: Facts, line: string): void {
  const [, comment] = COMMENT.exec(line) ?? [];
  if (comment !== undefined) facts['comment'] = comment.trim();
  else
    for (const [, key = '', quoted, plain = ''] of [...line.matchAll(PAIR)].slice(0, MAX_PAIRS)) {
      facts[key] = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain;
    }
}
