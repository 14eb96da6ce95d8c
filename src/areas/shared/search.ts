import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { err, type Result } from '../../core/result.ts';
import { foldName, joinName } from '../../menu/fold-name.ts';
import type { Area, SeenThings, Thing } from './area.ts';
import type { Sighting } from './inventory.ts';
import { findHinted, findMentioned } from './mentions.ts';

/** What a name led to, and which areas could not be asked. */
export interface Found {
  /** By the whole text, the best matches first. */
  readonly things: readonly FoundThing[];
  /** By a name within the text. */
  readonly mentioned: readonly FoundThing[];
  /** By words of their names, and by how many, when nothing has its whole name in the text. */
  readonly hinted: { readonly things: readonly FoundThing[]; readonly words: number };
  readonly failures: readonly Failure[];
}

export interface FoundThing extends Thing {
  /** Why its area does not tell of it now: it is only known from before. */
  readonly failure?: Failure;
  /** The text is only somewhere inside of its name. */
  readonly isVague?: boolean;
}

/** How a list shows it: `? VM 104 plex running` when nobody can say whether that is so still. */
export const textOf = ({ text, failure }: FoundThing): string => (failure ? `? ${text}` : text);

/** A search must not hang on the slowest area; one that is later than this counts as silent. */
const PATIENCE_MS = 2500;

/** For so long an area is waited for that did not answer last, or when the name is known anyway. */
const MOMENT_MS = 1000;

/** Looks for a name in every area at once, in what they answer and in what they showed before. */
export async function findByName(
  areas: readonly Area[],
  text: string,
  clock: Clock,
): Promise<Found> {
  const patience = isKnown(areas, text) ? MOMENT_MS : PATIENCE_MS;
  const answers = await Promise.all(
    areas.map(async (area) => {
      const afterMs = area.health().isFailing ? MOMENT_MS : patience;
      const answer = await Promise.race([area.things(text), giveUpOn(area, afterMs, clock)]);
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

const knownTo = (area: Area): readonly Sighting[] => area.known?.() ?? [];

function isKnown(areas: readonly Area[], text: string): boolean {
  const known = areas.flatMap(knownTo);
  return exactly(known, text).length > 0 || findMentioned(known, text).length > 0;
}

/** What an area showed before and does not show now, the latest first. */
function remembered(area: Area, answer: Result<SeenThings, Failure>): readonly FoundThing[] {
  const shown = new Set((answer.ok ? answer.value.seen : []).map(placeOf));
  const failure = answer.ok ? answer.value.gaps.find(isSilence) : answer.error;
  return knownTo(area)
    .filter((thing) => !shown.has(placeOf(thing)))
    .toSorted((a, b) => b.seenAt - a.seenAt)
    .map((thing) => (failure ? { ...thing, failure } : thing));
}

/** A list that was not told, as opposed to one that nobody tells. */
const isSilence = ({ kind }: Failure): boolean => kind !== 'unseen' && kind !== 'untold';

const placeOf = ({ opens: { screen, subject = '' } }: Thing): string => `${screen} ${subject}`;

async function giveUpOn(area: Area, afterMs: number, clock: Clock) {
  await clock.wait(afterMs);
  return err(silenceOf(area, afterMs, clock));
}

/** The failure of an area that was waited for long enough, with its outage as far as that is known. */
export function silenceOf(
  { nameplate, health }: Pick<Area, 'nameplate' | 'health'>,
  afterMs: number,
  clock: Pick<Clock, 'now'>,
): Failure {
  const { failingSince, lastGoodAt } = health();
  const timeout = { kind: 'timeout', service: nameplate.label, afterMs } as const;
  if (failingSince === undefined && lastGoodAt === undefined) return timeout;
  return { ...timeout, outage: { failingSince: failingSince ?? clock.now(), lastGoodAt } };
}

const EXACT = 0;
const PREFIX = 1;
const WORD = 2;
const PART = 3;
const NO_MATCH = 4;

/** Shorter pieces stand in too many names by accident: `hi` is in `washing-machine`. */
const SHORTEST_PART = 4;

/** `nas` for `truenas`. */
const SHORTEST_END = 3;

/** Longer texts are sentences, and one character is nobody's name. */
const MAX_NAME_LENGTH = 60;
const isName = (text: string): boolean =>
  joinName(text).length > 1 && text.length <= MAX_NAME_LENGTH;

function ranked(things: readonly FoundThing[], text: string): readonly FoundThing[] {
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
function ofKind(things: readonly FoundThing[], text: string): readonly FoundThing[] {
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
const kindOf = ({ text }: Thing): string => foldName(text).split(' ', 1)[0] ?? '';

const exactly = (things: readonly FoundThing[], text: string): readonly FoundThing[] =>
  isName(text) ? things.filter((thing) => rankOf(thing, text) === EXACT) : [];

function rankOf({ name, shortName = name, aliases = [] }: Thing, text: string): number {
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
  if (wanted.length >= SHORTEST_END && candidate.endsWith(wanted)) return PART;
  return wanted.length >= SHORTEST_PART && candidate.includes(wanted) ? PART : NO_MATCH;
}

const wordsOf = (candidate: string): readonly string[] => candidate.split(/[^\p{L}\p{N}]+/u);
