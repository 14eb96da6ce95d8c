import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { err, type Result } from '../../core/result.ts';
import { foldName, joinName } from '../../menu/fold-name.ts';
import type { Area, FoundEntries, SearchEntry } from './area.ts';
import type { SeenEntry } from './inventory.ts';
import { findHinted, findMentioned } from './mentions.ts';

/** What a name led to, and which areas could not be asked. */
export interface FoundEntry {
  /** By the whole text, the best matches first. */
  readonly things: readonly SearchResult[];
  /** By a name within the text. */
  readonly mentioned: readonly SearchResult[];
  /** By words of their names, and by how many, when nothing has its whole name in the text. */
  readonly hinted: { readonly things: readonly SearchResult[]; readonly words: number };
  readonly failures: readonly Failure[];
}

export interface SearchResult extends SearchEntry {
  /** Why its area does not tell of it now: it is only known from before. */
  readonly failure?: Failure;
  /** The text is only somewhere inside of its name. */
  readonly isVague?: boolean;
}

/** How a list shows it: `? VM 104 plex running` when nobody can say whether that is so still. */
export const textOf = ({ text, failure }: SearchResult): string => (failure ? `? ${text}` : text);

/** A search must not hang on the slowest area; one that is later than this counts as silent. */
const TIMEOUT_MS = 2500;

/** For so long an area is waited for that did not answer last, or when the name is known anyway. */
const REFRESH_WAIT_MS = 1000;

/** Looks for a name in every area at once, in what they answer and in what they showed before. */
export async function findByName(
  areas: readonly Area[],
  text: string,
  clock: Clock,
): Promise<FoundEntry> {
  const patience = isKnown(areas, text) ? REFRESH_WAIT_MS : TIMEOUT_MS;
  const answers = await Promise.all(
    areas.map(async (area) => {
      const afterMs = area.health().isFailing ? REFRESH_WAIT_MS : patience;
      const answer = await Promise.race([area.searchEntries(text), giveUpOn(area, afterMs, clock)]);
      return { answer, before: remembered(area, answer) };
    }),
  );
  const fresh = answers.flatMap(({ answer }) => (answer.ok ? answer.value.seen : []));
  const silent = answers.flatMap(({ answer, before }) => (answer.ok ? [] : before));
  const missing = answers.flatMap(({ answer, before }) => (answer.ok ? before : []));
  const candidates = [...fresh, ...silent];
  const things = firstOf(ranked(candidates, text), () => exactly(missing, text));
  const mentioned = firstOf(findMentioned(candidates, text), () => findMentioned(missing, text));
  const isFound = things.length + mentioned.length > 0;
  return {
    things,
    mentioned,
    hinted: findHinted(candidates, text),
    failures: answers.flatMap(({ answer }) => {
      if (!answer.ok) return [answer.error];
      return isFound ? [] : answer.value.gaps;
    }),
  };
}

const firstOf = <T>(some: readonly T[], others: () => readonly T[]): readonly T[] =>
  some.length > 0 ? some : others();

const knownTo = (area: Area): readonly SeenEntry[] => area.known?.() ?? [];

function isKnown(areas: readonly Area[], text: string): boolean {
  const known = areas.flatMap(knownTo);
  return exactly(known, text).length > 0 || findMentioned(known, text).length > 0;
}

/** What an area showed before and does not show now, the latest first. */
function remembered(area: Area, answer: Result<FoundEntries, Failure>): readonly SearchResult[] {
  const shown = new Set((answer.ok ? answer.value.seen : []).map(locationOf));
  const failure = answer.ok ? answer.value.gaps.find(isSilence) : answer.error;
  return knownTo(area)
    .filter((thing) => !shown.has(locationOf(thing)))
    .toSorted((a, b) => b.seenAt - a.seenAt)
    .map((thing) => (failure ? { ...thing, failure } : thing));
}

/** A list that was not told, as opposed to one that nobody tells. */
const isSilence = ({ kind }: Failure): boolean => kind !== 'unseen' && kind !== 'no-source';

const locationOf = ({ opens: { screen, subject = '' } }: SearchEntry): string =>
  `${screen} ${subject}`;

async function giveUpOn(area: Area, afterMs: number, clock: Clock) {
  await clock.wait(afterMs);
  return err(unansweredAreas(area, afterMs, clock));
}

/** The failure of an area that was waited for long enough, with its outage as far as that is known. */
export function unansweredAreas(
  { info, health }: Pick<Area, 'info' | 'health'>,
  afterMs: number,
  clock: Pick<Clock, 'now'>,
): Failure {
  const { failingSince, lastGoodAt } = health();
  const timeout = { kind: 'timeout', service: info.label, afterMs } as const;
  if (failingSince === undefined && lastGoodAt === undefined) return timeout;
  return { ...timeout, outage: { failingSince: failingSince ?? clock.now(), lastGoodAt } };
}

const EXACT = 0;
const PREFIX = 1;
const WORD = 2;
const PART = 3;
const NO_MATCH = 4;

/** Shorter pieces stand in too many names by accident: `hi` is in `washing-machine`. */
const MIN_PART = 4;

/** `nas` for `truenas`. */
const MIN_END = 3;

/** Longer texts are sentences, and one character is nobody's name. */
const MAX_NAME_LENGTH = 60;
const isName = (text: string): boolean =>
  joinName(text).length > 1 && text.length <= MAX_NAME_LENGTH;

function ranked(things: readonly SearchResult[], text: string): readonly SearchResult[] {
  if (!isName(text)) return [];
  const byKind = ofKind(things, text);
  if (byKind.length > 0) return byKind;
  return things
    .map((thing) => ({ thing, rank: rankOf(thing, text) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ thing, rank }) => (rank === PART ? { ...thing, isVague: true } : thing));
}

/** `vm home` and `sonarr pod`: the kind of a thing and its whole name, in either order. */
function ofKind(things: readonly SearchResult[], text: string): readonly SearchResult[] {
  const words = foldName(text).split(' ');
  const splits = [
    { kind: words[0], name: words.slice(1).join(' ') },
    { kind: words.at(-1), name: words.slice(0, -1).join(' ') },
  ].filter(({ name }) => isName(name));
  return things.filter((thing) =>
    splits.some(({ kind, name }) => kind === kindOf(thing) && rankOf(thing, name) === EXACT),
  );
}

/** `VM 104 plex` is a `vm`: what lists show begins with the kind. */
const kindOf = ({ text }: SearchEntry): string => foldName(text).split(' ', 1)[0] ?? '';

const exactly = (things: readonly SearchResult[], text: string): readonly SearchResult[] =>
  isName(text) ? things.filter((thing) => rankOf(thing, text) === EXACT) : [];

function rankOf({ name, shortName = name, aliases = [] }: SearchEntry, text: string): number {
  const joined = joinName(text);
  if (aliases.some((alias) => joinName(alias) === joined)) return EXACT;
  return Math.min(
    rankOfName(name, text),
    shortName === name ? NO_MATCH : rankOfName(shortName, text),
  );
}

function rankOfName(name: string, text: string): number {
  if (joinName(name) === joinName(text)) return EXACT;
  const [candidate, wanted] = [foldName(name), foldName(text)];
  if (candidate.startsWith(wanted)) return PREFIX;
  if (wordsOf(candidate).some((word) => word.startsWith(wanted))) return WORD;
  if (wanted.length >= MIN_END && candidate.endsWith(wanted)) return PART;
  return wanted.length >= MIN_PART && candidate.includes(wanted) ? PART : NO_MATCH;
}

const wordsOf = (candidate: string): readonly string[] => candidate.split(/[^\p{L}\p{N}]+/u);
