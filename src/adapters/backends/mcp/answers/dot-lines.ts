import { factOfDot, isDot, isLegend, type Legend, readLegend, splitDot } from './dots.ts';
import { FACT, readSentence } from './prose.ts';
import { createSections, isHeading } from './sections.ts';

const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 400;
const MAX_PARTS = 12;
const MAX_OTHERS = 8;

/** A line about several things. */
const SUMMARY =
  /^\d{1,6} [a-z][a-z -]{1,40} (?:in|on|of|for|at|from|within|across) .{1,60}$|^(?:all|overall|total) |^(?:total|summary|status|overall)$|:\s{0,3}\d{1,6}$|^\d{1,6} (?:online|offline|up|down|running|stopped|total|connected|healthy|critical|warnings?|devices|clients|nodes|hosts|vms|containers|pods|alerts|guests|services|deployments|issues|problems)$/i;

const DASH = / (?:[—–|·•→]|-{1,2}) /;
const COLON = /: (?=\S)/;
const SEVERITY = /^(?:critical|high|medium|low|warning|info|informational)$/i;
const MODEL = /^(?=\S*[A-Z])(?=.{0,30}\d)[A-Za-z][\w .+-]{0,30}$/;
const COMPLETE = /^[\w.@/-]+(?: [\w.@/-]+){0,3}$/;

type Facts = Readonly<Record<string, string>>;

/** One thing to a line with a coloured dot or a picture in front: `🔴 ap-shed — U6 Pro — 192.168.1.9 — unreachable`. */
export function parseDotLines(text: string): unknown {
  const legend = readLegend(text);
  const sections = createSections();
  const lines = text.split('\n', MAX_LINES + 1);
  let others = 0;
  let isCut = lines.length > MAX_LINES;
  let isAnyRow = false;
  for (const whole of lines.slice(0, MAX_LINES)) {
    const line = whole.slice(0, MAX_LINE_LENGTH);
    const row = rowIn(line, legend);
    if (row) {
      sections.add(row);
      isAnyRow = true;
    } else if (isHeading(line)) sections.open(line);
    else if (FACT.test(line)) return undefined;
    else if (isOther(line)) {
      sections.remark(line);
      others += 1;
      isCut ||= isUnread(line, isAnyRow);
    }
  }
  return others > MAX_OTHERS ? undefined : sections.end(isCut);
}

/** Words that only a thing has: a state, or how much of it is ready. */
function saysState(words: string): boolean {
  const { status, ready } = readSentence(`x — ${words}`);
  return status !== undefined || ready !== undefined;
}

const isOther = (line: string): boolean => line.trim() !== '' && !isLegend(line);

/** A line with a dot that sums nothing up. A picture may stand before a title, and before a hint. */
function isUnread(line: string, isBelowRow: boolean): boolean {
  const { dot, words = '' } = splitDot(line) ?? {};
  if (dot === undefined || SUMMARY.test(words.split(DASH, 1)[0]?.trim() ?? '')) return false;
  return isDot(dot) || (isBelowRow && DASH.test(words));
}

function rowIn(line: string, legend: Legend): Facts | undefined {
  const { dot = '', words = '' } = splitDot(line) ?? {};
  const bare = words.replaceAll(/[*`]/g, '');
  const isDashed = DASH.test(bare);
  const parts = bare.split(isDashed ? DASH : COLON, MAX_PARTS).map((it) => it.trim());
  const [first = '', ...others] = parts;
  if (others.length === 0 || SUMMARY.test(first)) return undefined;
  if (SEVERITY.test(first)) return { ...readSentence(others.join(', ')), severity: first };
  if (!(isDashed && isDot(dot)) && !others.some(saysState)) return undefined;
  return { ...factOfDot(dot, legend), ...factsOf(first, others) };
}

function factsOf(first: string, others: readonly string[]): Facts {
  const name = first.replace(/ ?\((?:ID[: ] ?)?(\d{1,9})\)$/i, '');
  const id = first === name ? undefined : /(\d{1,9})\)$/.exec(first)?.[1];
  const severity = others.find((it) => SEVERITY.test(it));
  const model = others.find((it) => MODEL.test(it) && !/^\d|[:]/.test(it));
  return {
    ...(model !== undefined && { model }),
    ...readSentence(`${name} — ${others.join(', ')}`),
    ...(severity !== undefined && { severity }),
    ...(id !== undefined && { id }),
    ...(COMPLETE.test(name) && { name }),
  };
}
