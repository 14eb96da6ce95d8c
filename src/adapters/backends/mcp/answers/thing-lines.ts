import { factOfDot, splitDot } from './dots.ts';
import { IP, MAC, readPart, readSentence, STATE } from './prose.ts';
import { createSections, isHeading } from './sections.ts';
import { readTitle } from './thing-title.ts';

const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 400;
const MAX_PARTS = 14;
const MAX_OTHERS = 4;

const MARK = /^\s{0,8}(?:[-*•]|\d{1,4}[.)])\s{1,3}/;
const COUNTING = /^\D{0,30}\d{1,6} [A-Za-z][\w -]{0,60}:?$/;
/** Of a pod, the namespace stands before its name. */
const NAMESPACED = /^([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9][a-z0-9.-]{0,120})(?=[\s:]|$)/;
const BEFORE_STATE = /^([A-Za-z][\w.@-]{0,80})(?= )/;
/** A state with nothing behind, or with numbers. */
const STATE_ALONE = /^[a-z]{2,20}(?:$| {0,3}[(,;|\d])/i;
const SEPARATOR = /[,;|()[\]]| [-–—] |^[:–—-] ?| {2,}/;
const PAIR = /^([A-Za-z][\w ]{0,30}): (\S.{0,200})$/;
/** Words about where a thing is. */
const PLACE = /^(?:in|on|at) /i;
const READY_BEHIND = /^([a-z]{2,20}) {1,8}(\d{1,4}\/\d{1,4})\b/i;

type Facts = Readonly<Record<string, string>>;

/** Names of facts about one thing, and words for all of them. */
const NO_NAME =
  /^(?:status|state|health|phase|power|mode|ready|online|connection|(?:guest |qemu )?agent|quorum|service|services|uptime|replicas|pods|containers|images?|ports?|labels|roles?|version|cpu|memory|ram|disk|ips?|mac|restarts|age|clients|model|firmware|result|overall|all|everything|system|server|cluster|total|summary|note|type|ha|firewall|protection|locked|backup|replication|internet|wan|vpn)$/i;
const SUMMARY = /^(?:total|summary|found|showing|page|listed|end)\b/i;

/**
 * One thing to a line, with its state or its addresses: `- web (ID: 100) - running - Node: pve`, `default/web: Running`.
 * A line that is none leaves the list without an end, or is not to be read as one at all.
 */
export function parseThingLines(text: string): unknown {
  const texts = text
    .split('\n', MAX_LINES + 1)
    .map((line) => line.slice(0, MAX_LINE_LENGTH))
    .filter((line) => line.trim() !== '');
  const lines = linesIn(texts);
  if (!lines) return undefined;
  const isMarked = lines.some(({ line, row }) => row && MARK.test(line));
  const unread = lines.filter(({ row }) => !row).map(({ line }) => line);
  if (lines.length - unread.length < (isMarked ? 1 : 2)) return undefined;
  const isUnread = !isMarked && unread.some((line) => !isTitle(line) && !SUMMARY.test(line));
  return inSections(lines, texts.length > MAX_LINES || isUnread);
}

/** Reads line by line; undefined at the first that no list of things has, or one too many beside the things. */
function linesIn(texts: readonly string[]): readonly Line[] | undefined {
  const lines: Line[] = [];
  let others = 0;
  for (const line of texts) {
    const row = thingIn(line.replace(MARK, ''));
    if (!row && !isTitle(line)) others += 1;
    if (others > MAX_OTHERS || (!row && isOdd(line))) return undefined;
    lines.push({ line, row });
  }
  return lines;
}

/** An item or a fact that is no thing, or a title of one thing with facts about it below. */
const isOdd = (line: string): boolean =>
  isAboutOne(line) || (!isTitle(line) && (MARK.test(line) || isIndented(line)));

interface Line {
  readonly line: string;
  readonly row: Facts | undefined;
}

function inSections(lines: readonly Line[], isCut: boolean): unknown {
  const sections = createSections();
  for (const { line, row } of lines) {
    if (row) sections.add(row);
    else if (isName(line)) sections.open(line);
    else sections.remark(line);
  }
  return sections.end(isCut);
}

/** A title of one thing, below which stand facts about it. */
const isAboutOne = (line: string): boolean => readTitle(line.replace(/^[#*\s]+/, '')) !== undefined;

const isIndented = (line: string): boolean => /^\s/.test(line);

const isTitle = (line: string): boolean => isHeading(line) || COUNTING.test(line);

/** A title that names a list; others only tell how many there are. */
const isName = (line: string): boolean =>
  isHeading(line) && !/\d/.test(line.replace(/\(\d{1,6}\)/, ''));

function thingIn(line: string): Facts | undefined {
  const bare = line.replaceAll(/[*`]/g, '').trim();
  const dot = splitDot(bare);
  const { facts, rest } = titleOf(dot?.words ?? bare) ?? {};
  if (!facts || rest === undefined || NO_NAME.test(facts['name'] ?? '')) return undefined;
  const parts = rest.split(SEPARATOR, MAX_PARTS).map((part) => part.trim());
  const entries = parts.toReversed().flatMap((part) => Object.entries(factsIn(part)));
  const [ip, mac] = [IP.exec(bare)?.[0], MAC.exec(bare)?.[0]];
  const row: Facts = {
    ...(dot && factOfDot(dot.dot, new Map())),
    ...readSentence(bare),
    ...Object.fromEntries(entries),
    ...facts,
    ...(ip !== undefined && { ip }),
    ...(mac !== undefined && { mac }),
  };
  const isThing = 'status' in row || 'ready' in row || (ip !== undefined && mac !== undefined);
  return isThing ? row : undefined;
}

interface Title {
  readonly facts: Facts;
  readonly rest: string;
}

function titleOf(words: string): Title | undefined {
  const [all, namespace, name] = NAMESPACED.exec(words) ?? [];
  if (all !== undefined && namespace !== undefined && name !== undefined) {
    return { facts: { namespace, name }, rest: words.slice(all.length) };
  }
  const [front = '', type] = KIND_IN_FRONT.exec(words) ?? [];
  if (type !== undefined) {
    const title = titleOf(words.slice(front.length));
    return title && { ...title, facts: { type: type.toLowerCase(), ...title.facts } };
  }
  return readTitle(words) ?? namedBy(nameBeforeState(words) ?? readSentence(words)['name'], words);
}

/** The kind of a thing in front of its name: `Node fjord: online`. */
const KIND_IN_FRONT = /^(node|host|pod|device|client|storage|pool|network|service) (?=[a-z0-9])/i;

/** `web Running 1/1`. */
function nameBeforeState(words: string): string | undefined {
  const name = BEFORE_STATE.exec(words)?.[1] ?? '';
  const behind = words.slice(name.length).trim();
  return name !== '' && STATE_ALONE.test(behind) && STATE.test(behind) ? name : undefined;
}

const namedBy = (name: string | undefined, words: string): Title | undefined =>
  name === undefined
    ? undefined
    : { facts: { name }, rest: words.slice(words.indexOf(name) + name.length) };

function factsIn(part: string): Facts {
  const words = part.replaceAll(/\p{Extended_Pictographic}|\ufe0f/gu, '').trim();
  const [, key, value] = PAIR.exec(words) ?? [];
  if (key !== undefined && value !== undefined) {
    return PLACE.test(key) ? { ...readPart(key), ...factsIn(value) } : { [key]: value };
  }
  const [, state = '', ready] = READY_BEHIND.exec(words) ?? [];
  if (ready !== undefined && STATE.test(state) && !/^ready$/i.test(state))
    return { status: state, ready };
  return readPart(words);
}
