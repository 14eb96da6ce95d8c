import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import { err } from '../core/result.ts';
import type { Area, Thing } from './area.ts';

/** What a name led to, and which areas could not be asked. */
export interface Found {
  readonly things: readonly Thing[];
  readonly failures: readonly Failure[];
}

/** A search must not hang on the slowest area; one that is later than this counts as silent. */
const PATIENCE_MS = 4000;

/** Look for a name in every area at once; the best matches come first. */
export async function findByName(
  areas: readonly Area[],
  name: string,
  clock: Clock,
): Promise<Found> {
  const answers = await Promise.all(
    areas.map((area) => Promise.race([area.things(), giveUpOn(area, clock)])),
  );
  const things = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  return {
    things: ranked(things, name),
    failures: answers.flatMap((answer) => (answer.ok ? [] : [answer.error])),
  };
}

async function giveUpOn({ nameplate }: Area, clock: Clock) {
  await clock.wait(PATIENCE_MS);
  return err<Failure>({ kind: 'timeout', service: nameplate.label, afterMs: PATIENCE_MS });
}

const EXACT = 0;
const PREFIX = 1;
const WORD = 2;
const PART = 3;
const NO_MATCH = 4;

/** Shorter pieces stand in too many names by accident: `hi` is in `washing-machine`. */
const SHORTEST_PART = 4;

function ranked(things: readonly Thing[], name: string): readonly Thing[] {
  return things
    .map((thing) => ({ thing, rank: rankOf(thing.name.toLowerCase(), name) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}

function rankOf(candidate: string, name: string): number {
  if (candidate === name) return EXACT;
  if (candidate.startsWith(name)) return PREFIX;
  if (wordsOf(candidate).some((word) => word.startsWith(name))) return WORD;
  return name.length >= SHORTEST_PART && candidate.includes(name) ? PART : NO_MATCH;
}

const wordsOf = (candidate: string): readonly string[] => candidate.split(/[^\p{L}\p{N}]+/u);
