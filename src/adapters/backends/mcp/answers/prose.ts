import { withRemark } from './remarks.ts';
import { createSections, isHeading, isHeadingAbout } from './sections.ts';

const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 400;
const MAX_PARTS = 12;
const MAX_OTHERS = 8;

const NUMBERED = /^\s{0,12}\d{1,4}[.)]\s/;
/** By a mark, or by what the line begins with in brackets. */
const LISTED = /^\s{0,12}(?:[-*•]\s|(?=\[[A-Za-z]{2,12}\] \S))/;
/** A line of its own about the thing above it. */
export const FACT = /^\s{1,12}(?:[-*•]\s{0,3})?[A-Za-z][\w ]{0,30}: /;
const TAG =
  /^\[([A-Za-z]{2,12})\]\s*|^(CRITICAL|WARNING|WARN|ERROR|INFO|HIGH|MEDIUM|LOW)[:\s-]+\s*/;
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?/;
export const IP = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/;
export const MAC = /(?<![\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:])/i;
const ID = /\b(?:VM|CT|LXC|VMID|CTID|ID)[ :#]{1,2}(\d{1,9})\b/i;
const KIND = /\b(VM|CT|LXC|container|QEMU)[ :#]{1,2}\d{1,9}\b/i;
/** A number in front of a name: `101 web1`. */
const NUMBER = /^#?(\d{2,9}):? +(?=[A-Za-z])/;
const NAME = /^[\w.@/-]+(?: [\w.@/-]+){0,3}$/;
export const STATE =
  /^(?:online|offline|running|stopped|paused|suspended|up|down|ready|notready|not ready|connected|disconnected|active|inactive|pending|failed|healthy|unhealthy|succeeded|completed|crashloopbackoff|terminating|unreachable|isolated|halted|crashed|degraded|exited|restarting)(?=$| (?:for|since|on|in|and|with)\b)/i;

type Facts = Record<string, string>;

/** Numbered sentences, each about one thing: `1. pve1 is online, CPU 12 %`. */
export const parseNumbered = (text: string): unknown => parseSentences(text, NUMBERED);

/** The same, in a list without numbers. */
export const parseProse = (text: string): unknown => parseSentences(text, LISTED);

function parseSentences(text: string, mark: RegExp): unknown {
  const lines = text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH));
  const rows = lines.filter((line) => mark.test(line));
  const others = lines.filter((line) => !mark.test(line) && line.trim() !== '');
  const facts = others.filter((line) => FACT.test(line));
  const isOther = others.length > MAX_OTHERS || facts.length >= Math.max(rows.length, 2);
  if (rows.length === 0) return undefined;
  const read = (line: string): Facts =>
    readSentence(line.replace(mark, '').replaceAll('*', '').trim());
  const headings = lines.filter((line, at) => isHeading(line) && mark.test(nextOf(lines, at)));
  if (headings.length > 1 || headings.some(isHeadingAbout)) {
    return others.length - headings.length > MAX_OTHERS
      ? undefined
      : inSections(lines, (line) => (mark.test(line) ? read(line) : undefined));
  }
  return isOther ? undefined : withRemark(rows.map(read), others);
}

/** The next line that is not empty. */
const nextOf = (lines: readonly string[], at: number): string =>
  lines.slice(at + 1, at + 4).find((line) => line.trim() !== '') ?? '';

/** Rows below several headings are several lists, or are of what their headings say. */
function inSections(lines: readonly string[], read: (line: string) => Facts | undefined): unknown {
  const sections = createSections();
  for (const line of lines) {
    const row = read(line);
    if (row) sections.add(row);
    else if (isHeading(line)) sections.open(line);
    else if (line.trim() !== '') sections.remark(line);
  }
  return sections.end(false);
}

export function readSentence(sentence: string): Facts {
  const [whole, bracketed, word] = TAG.exec(sentence) ?? [''];
  const [time] = TIME.exec(sentence) ?? [];
  const message = withoutTime(sentence.slice(whole.length), time);
  const tag = bracketed ?? word;
  return present({
    message,
    [tag !== undefined && STATE.test(tag) ? 'status' : 'severity']: tag,
    ...ratingIn(message),
    time,
    ip: IP.exec(message)?.[0],
    mac: MAC.exec(message)?.[0],
    id: ID.exec(message)?.[1] ?? NUMBER.exec(message)?.[1],
    type: KIND.exec(message)?.[1],
    ...readThing(message.replace(NUMBER, '')),
  });
}

/** A rating in the middle of a sentence: `Level 12 - Rule 5712: words`, `severity: high`. */
export function ratingIn(message: string): Facts {
  const [, name = '', rating] = RATING.exec(message) ?? [];
  const rule = RULE.exec(message)?.[1];
  return rating === undefined ? {} : present({ [name.toLowerCase()]: rating, rule_id: rule });
}

const RATING = /\b(level|severity|priority)[ :=]{1,3}(\d{1,2}|[a-z]{3,13})\b/i;
const RULE = /\brule(?: ID)?[ :#]{1,3}(\d{1,9})\b/i;

const present = (facts: Readonly<Record<string, string | undefined>>): Facts =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

/** Without the time, and the brackets around it. */
function withoutTime(words: string, time: string | undefined): string {
  if (time === undefined) return words.trim();
  return words
    .replace(time, '')
    .replace(/ ?\(\s*\)|\[\s*\]/, '')
    .replace(/^[\s:,-]{1,10}/, '')
    .trim()
    .replace(/(?: -|[:,])$/, '')
    .trim()
    .replace(/ (?:at|on|since)$/, '');
}

/** The name in front, and what is said about it behind. */
function readThing(words: string): Facts {
  const { name, rest } = splitName(words);
  if (name === undefined || !NAME.test(name)) return {};
  const parts = rest.split(/[,;()|]|: | {2,}/, MAX_PARTS).map((part) => readPart(part.trim()));
  return {
    ...Object.fromEntries(parts.toReversed().flatMap((part) => Object.entries(part))),
    name,
  };
}

function splitName(words: string): { readonly name?: string; readonly rest: string } {
  const ends = [' is ', ' (', ' - ', ' – ', ' — ', ': ', ' in ', ' on ', ', ', '  ']
    .map((mark) => ({ mark, at: words.indexOf(mark) }))
    .filter(({ at }) => at > 0);
  const [first] = ends.toSorted((a, b) => a.at - b.at);
  if (!first) return { rest: words };
  return { name: words.slice(0, first.at), rest: words.slice(first.at + 1) };
}

/** A word for what it is: `gateway`, `access point`. */
const WHAT =
  /^(?:(?:wireless |wifi |wi-fi )?(?:gateway|router|firewall|switch|access[ -]?point|ap|bridge|repeater|controller)|vm|virtual[ -]machine|container|lxc|qemu|kvm)$/i;
/** How it is connected. */
const LINK = /^(?:wired|wireless|wifi|wi-fi)(?=$| ["'(\w])/i;
const PLACE = /\bon (?:node |host )?([\w.-]{1,60})$/;
const SPACE = /\bin (?:namespace )?([\w.-]{1,60})$/;
const READY =
  /^(?:ready[: ] ?(\d{1,4}) ?(?:\/|of) ?(\d{1,4})|(\d{1,4}) ?(?:\/|of) ?(\d{1,4}) (?:replicas? )?ready)$/i;
const UPTIME = /^(?:up|uptime|running)(?: for|:)? (\d.{0,40})$/i;
const SIGNAL = /^signal(?: strength)?[: ]{1,2}(-\d{1,3}) ?dBm$/i;
const COUNT = /^(\d{1,6}) ([a-z]+)$/i;
const AMOUNT =
  /^([a-z][a-z ]{0,20}?)[:=]? (\d[\d.]{0,12} ?(?:%|[KMGT]i?B)?(?: (?:of|\/) \d[\d.]{0,12} ?[KMGT]i?B)?)$/i;

/** `ready 1/2`, `1 of 2 ready`. */
function readyIn(words: string): string | undefined {
  const [, behind, all, before, total] = READY.exec(words) ?? [];
  const ready = behind ?? before;
  return ready === undefined ? undefined : `${ready}/${all ?? total}`;
}

/** `CPU 12 %`, `up 12 days`, `on pve1`, `28 clients`, `ready 1/1`. */
export function readPart(part: string): Facts {
  const bare = part.replace(/^(?:[-–—:]\s?|is |currently )+/, '');
  const [, uptime] = UPTIME.exec(bare) ?? [];
  const [, key = '', amount] = AMOUNT.exec(bare) ?? [];
  const [, count, noun = ''] = COUNT.exec(bare) ?? [];
  return present({
    [key]: amount,
    [noun]: count,
    type: WHAT.exec(bare)?.[0],
    connection: LINK.exec(bare)?.[0],
    signal: SIGNAL.exec(bare)?.[1],
    status: uptime === undefined ? STATE.exec(bare)?.[0] : undefined,
    ready: readyIn(bare),
    uptime,
    node: PLACE.exec(part)?.[1],
    namespace: SPACE.exec(part)?.[1],
  });
}
