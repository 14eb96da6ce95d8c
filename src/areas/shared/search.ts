import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { err, type Result } from '../../core/result.ts';
import { foldName, joinName } from '../../menu/fold-name.ts';
import type { Area, FoundEntries, SearchEntry } from './area.ts';
import type { SeenEntry } from './inventory.ts';
import { findHinted, findMentioned } from './mentions.ts';

/** The matches of a name, and the areas that did not answer. */
export interface FoundEntry {
  /** Matches of the whole text, best first. */
  readonly entries: readonly SearchResult[];
  /** Matches of a name within the text. */
  readonly mentioned: readonly SearchResult[];
  /** Matches of single words of a name, and the number of words that match; for texts that contain no whole name. */
  readonly hinted: { readonly entries: readonly SearchResult[]; readonly words: number };
  readonly failures: readonly Failure[];
}

export interface SearchResult extends SearchEntry {
  /** The reason its area did not return it now; it is known only from earlier answers. */
  readonly failure?: Failure;
  /** True when the text is only a part inside the name. */
  readonly isVague?: boolean;
}

/** Returns the text of a list row: `? VM 104 plex running` when the state may no longer be true. */
export const textOf = ({ text, failure }: SearchResult): string => (failure ? `? ${text}` : text);

/** A search does not wait for the slowest area: one that takes longer than this counts as unanswered. */
const TIMEOUT_MS = 2500;

/** The shorter limit, for an area that is failing already or when the name is known anyway. */
const REFRESH_WAIT_MS = 1000;

/** Looks for a name in every area at once, in what they answer and in what they showed before. */
export async function findByName(
  areas: readonly Area[],
  text: string,
  clock: Clock,
): Promise<FoundEntry> {
  const timeoutMs = isKnown(areas, text) ? REFRESH_WAIT_MS : TIMEOUT_MS;
  const answers = await Promise.all(
    areas.map(async (area) => {
      const afterMs = area.health().isFailing ? REFRESH_WAIT_MS : timeoutMs;
      const answer = await Promise.race([
        area.searchEntries(text),
        failAfter(area, afterMs, clock),
      ]);
      return { answer, before: rememberedEntries(area, answer) };
    }),
  );
  const fresh = answers.flatMap(({ answer }) => (answer.ok ? answer.value.seen : []));
  const fromUnanswered = answers.flatMap(({ answer, before }) => (answer.ok ? [] : before));
  const missing = answers.flatMap(({ answer, before }) => (answer.ok ? before : []));
  const candidates = [...fresh, ...fromUnanswered];
  const entries = firstOf(rankEntries(candidates, text), () => exactMatches(missing, text));
  const mentioned = firstOf(findMentioned(candidates, text), () => findMentioned(missing, text));
  const isFound = entries.length + mentioned.length > 0;
  return {
    entries,
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

const knownEntries = (area: Area): readonly SeenEntry[] => area.known?.() ?? [];

function isKnown(areas: readonly Area[], text: string): boolean {
  const known = areas.flatMap(knownEntries);
  return exactMatches(known, text).length > 0 || findMentioned(known, text).length > 0;
}

/** Returns the entries an area showed before and does not show now, latest first. */
function rememberedEntries(
  area: Area,
  answer: Result<FoundEntries, Failure>,
): readonly SearchResult[] {
  const shownNow = new Set((answer.ok ? answer.value.seen : []).map(locationOf));
  const failure = answer.ok ? answer.value.gaps.find(isUnanswered) : answer.error;
  return knownEntries(area)
    .filter((thing) => !shownNow.has(locationOf(thing)))
    .toSorted((a, b) => b.seenAt - a.seenAt)
    .map((thing) => (failure ? { ...thing, failure } : thing));
}

/** Returns true for a list that failed, as opposed to one that has no source or is incomplete. */
const isUnanswered = ({ kind }: Failure): boolean => kind !== 'unseen' && kind !== 'no-source';

const locationOf = ({ opens: { screen, subject = '' } }: SearchEntry): string =>
  `${screen} ${subject}`;

async function failAfter(area: Area, afterMs: number, clock: Clock) {
  await clock.wait(afterMs);
  return err(unansweredAreas(area, afterMs, clock));
}

/** Returns the timeout failure of an area, with its outage as far as known. */
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

/** Shorter parts occur in too many names by accident: `hi` is in `washing-machine`. */
const MIN_PART = 4;

/** The shortest matching end of a name: `nas` for `truenas`. */
const MIN_END = 3;

/** Longer texts are sentences; a single character is never a name. */
const MAX_NAME_LENGTH = 60;
const isName = (text: string): boolean =>
  joinName(text).length > 1 && text.length <= MAX_NAME_LENGTH;

function rankEntries(entries: readonly SearchResult[], text: string): readonly SearchResult[] {
  if (!isName(text)) return [];
  const byKind = matchByKind(entries, text);
  if (byKind.length > 0) return byKind;
  return entries
    .map((thing) => ({ thing, rank: rankOf(thing, text) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ thing, rank }) => (rank === PART ? { ...thing, isVague: true } : thing));
}

/** Matches the kind of an object and its whole name, in either order: `vm home` and `sonarr pod`. */
function matchByKind(entries: readonly SearchResult[], text: string): readonly SearchResult[] {
  const words = foldName(text).split(' ');
  const splits = [
    { kind: words[0], name: words.slice(1).join(' ') },
    { kind: words.at(-1), name: words.slice(0, -1).join(' ') },
  ].filter(({ name }) => isName(name));
  return entries.filter((thing) =>
    splits.some(({ kind, name }) => kind === kindOf(thing) && rankOf(thing, name) === EXACT),
  );
}

/** Returns the kind, which is the first word of the list text: `VM 104 plex` is a `vm`. */
const kindOf = ({ text }: SearchEntry): string => foldName(text).split(' ', 1)[0] ?? '';

const exactMatches = (entries: readonly SearchResult[], text: string): readonly SearchResult[] =>
  isName(text) ? entries.filter((thing) => rankOf(thing, text) === EXACT) : [];

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
