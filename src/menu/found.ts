import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import { err, type Result } from '../core/result.ts';
import type { Sighting } from '../inventory/inventory.ts';
import type { Area, SeenThings, Thing } from './area.ts';
import { findMentioned, foldName, joinName } from './mentions.ts';

/** What a name led to, and which areas could not be asked. */
export interface Found {
  /** By the whole text, the best matches first. */
  readonly things: readonly FoundThing[];
  /** By a name within the text. */
  readonly mentioned: readonly FoundThing[];
  readonly failures: readonly Failure[];
}

export interface FoundThing extends Thing {
  /** Why its area does not tell of it now: it is only known from before. */
  readonly failure?: Failure;
}

/** How a list shows it: `? VM 104 plex running` when nobody can say whether that is so still. */
export const textOf = ({ text, failure }: FoundThing): string => (failure ? `? ${text}` : text);

/** A search must not hang on the slowest area; one that is later than this counts as silent. */
const PATIENCE_MS = 4000;

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
      const answer = await Promise.race([area.things(), giveUpOn(area, afterMs, clock)]);
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

/** Longer texts are sentences, and one character is nobody's name. */
const MAX_NAME_LENGTH = 60;
const isName = (text: string): boolean =>
  joinName(text).length > 1 && text.length <= MAX_NAME_LENGTH;

function ranked(things: readonly FoundThing[], text: string): readonly FoundThing[] {
  if (!isName(text)) return [];
  return things
    .map((thing) => ({ thing, rank: rankOf(thing, text) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}

const exactly = (things: readonly FoundThing[], text: string): readonly FoundThing[] =>
  isName(text) ? things.filter((thing) => rankOf(thing, text) === EXACT) : [];

const rankOf = ({ name, shortName = name }: Thing, text: string): number =>
  Math.min(rankOfName(name, text), shortName === name ? NO_MATCH : rankOfName(shortName, text));

function rankOfName(name: string, text: string): number {
  if (joinName(name) === joinName(text)) return EXACT;
  const [candidate, wanted] = [foldName(name), foldName(text)];
  if (candidate.startsWith(wanted)) return PREFIX;
  if (wordsOf(candidate).some((word) => word.startsWith(wanted))) return WORD;
  return wanted.length >= SHORTEST_PART && candidate.includes(wanted) ? PART : NO_MATCH;
}

const wordsOf = (candidate: string): readonly string[] => candidate.split(/[^\p{L}\p{N}]+/u);
