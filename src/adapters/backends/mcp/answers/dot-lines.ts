import { factOfDot, isLegend, type Legend, readLegend, splitDot } from './dots.ts';
import { FACT, readSentence } from './prose.ts';
import { createSections, isHeading } from './sections.ts';

const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 400;
const MAX_PARTS = 12;
const MAX_OTHERS = 8;

/** A line about several things. */
const SUMMARY =
  /^(?:all|overall|total) |^(?:total|summary|status|overall)$|:\s{0,3}\d{1,6}$|^\d{1,6} (?:online|offline|up|down|running|stopped|total|connected|healthy|critical|warnings?|devices|clients|nodes|hosts|vms|containers|pods|alerts|guests|services|deployments|issues|problems)$/i;

const DASH = / (?:[—–|·•→]|-{1,2}) /;
const SEVERITY = /^(?:critical|high|medium|low|warning|info|informational)$/i;
const MODEL = /^(?=\S*[A-Z])(?=.{0,30}\d)[A-Za-z][\w .+-]{0,30}$/;
const COMPLETE = /^[\w.@/-]+(?: [\w.@/-]+){0,3}$/;

type Facts = Readonly<Record<string, string>>;

/** One thing to a line with a coloured dot in front: `🔴 ap-shed — U6 Pro — 192.168.1.9 — unreachable`. */
export function parseDotLines(text: string): unknown {
  const legend = readLegend(text);
  const sections = createSections();
  const lines = text.split('\n', MAX_LINES + 1);
  let others = 0;
  let isCut = lines.length > MAX_LINES;
  for (const whole of lines.slice(0, MAX_LINES)) {
    const line = whole.slice(0, MAX_LINE_LENGTH);
    const row = rowIn(line, legend);
    if (row) sections.add(row);
    else if (isHeading(line)) sections.open(line);
    else if (FACT.test(line)) return undefined;
    else if (isOther(line)) {
      sections.remark(line);
      others += 1;
      isCut ||= isUnread(line);
    }
  }
  return others > MAX_OTHERS ? undefined : sections.end(isCut);
}

const isOther = (line: string): boolean => line.trim() !== '' && !isLegend(line);

/** A line with a dot that sums nothing up. */
function isUnread(line: string): boolean {
  const words = splitDot(line)?.words;
  return words !== undefined && !SUMMARY.test(words.split(DASH, 1)[0]?.trim() ?? '');
}

function rowIn(line: string, legend: Legend): Facts | undefined {
  const { dot = '', words = '' } = splitDot(line) ?? {};
  const parts = words
    .replaceAll(/[*`]/g, '')
    .split(DASH, MAX_PARTS)
    .map((it) => it.trim());
  const [first = '', ...others] = parts;
  if (others.length === 0 || SUMMARY.test(first)) return undefined;
  const name = first.replace(/ ?\((?:ID[: ] ?)?(\d{1,9})\)$/i, '');
  const id = first === name ? undefined : /(\d{1,9})\)$/.exec(first)?.[1];
  const severity = others.find((it) => SEVERITY.test(it));
  const model = others.find((it) => MODEL.test(it) && !/^\d|[:]/.test(it));
  return {
    ...factOfDot(dot, legend),
    ...(model !== undefined && { model }),
    ...readSentence(`${name} — ${others.join(', ')}`),
    ...(severity !== undefined && { severity }),
    ...(id !== undefined && { id }),
    ...(COMPLETE.test(name) && { name }),
  };
}
