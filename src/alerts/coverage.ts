import { z } from 'zod';
import type { AlertEvent } from './alert-event.ts';
import type { AlertStore } from './alert-store.ts';
import { OWN_SOURCE } from './incident.ts';
import { toSafeWords } from './safe-words.ts';

/** A source outside that has reported something. Times are epoch milliseconds. */
const CoveringSource = z.object({
  name: z.string(),
  lastAt: z.number(),
  /** True for one that reports in groups, as Prometheus does. */
  isGrouped: z.boolean(),
  /** True for one that has sent a heartbeat. */
  hasHeartbeat: z.boolean(),
});
type CoveringSource = z.infer<typeof CoveringSource>;

/** The sources outside, and the things that they have reported on. Plain data. */
export const Coverage = z.object({
  /** The time since which that is noted. */
  since: z.number(),
  sources: z.array(CoveringSource).readonly(),
  /** The names of things, in lower case. */
  names: z.array(z.string()).readonly(),
});
export type Coverage = z.infer<typeof Coverage>;

/** The name under which the coverage is stored. */
export const COVERAGE_MEMO = 'coverage';

const MAX_SOURCES = 100;
const MAX_NAMES = 2000;

/** The time of the last report is stored no more often than this. */
const NOTE_EVERY_MS = 60 * 60_000;

/** Returns the stored coverage; `undefined` before anything was noted. */
export const loadCoverage = async (
  store: Pick<AlertStore, 'memo'>,
): Promise<Coverage | undefined> => Coverage.safeParse(await store.memo(COVERAGE_MEMO)).data;

export const newCoverage = (now: number): Coverage => ({ since: now, sources: [], names: [] });

/** Adds what sources outside report; returns the same coverage where that is nothing new. */
export function addCoverage(
  before: Coverage,
  events: readonly AlertEvent[],
  now: number,
): Coverage {
  const outside = events.filter(({ source }) => source !== OWN_SOURCE);
  const sources = new Map(before.sources.map((one) => [one.name, one]));
  const known = new Set(before.names);
  let isNew = false;
  for (const event of outside) {
    const source = seenSource(sources.get(event.source), event, now);
    isNew ||= source !== sources.get(event.source);
    sources.set(event.source, source);
    const name = toSafeWords(event.subject ?? '').toLowerCase();
    isNew ||= name !== '' && !known.has(name);
    if (name !== '') known.add(name);
  }
  if (!isNew) return before;
  const latest = [...sources.values()].toSorted((a, b) => b.lastAt - a.lastAt);
  return {
    since: before.since,
    sources: latest.slice(0, MAX_SOURCES),
    names: [...known].slice(-MAX_NAMES),
  };
}

/** Adds what a source shows when it is asked, also what is well. A heartbeat counts only where it is reported. */
export function addAnswer(
  before: Coverage,
  source: string,
  shown: readonly AlertEvent[],
  now: number,
): Coverage {
  const answer: AlertEvent = { source, key: '', state: 'info', severity: 'info', title: '' };
  const watched = shown.map((event): AlertEvent => ({ ...event, state: 'info' }));
  return addCoverage(before, [answer, ...watched], now);
}

function seenSource(
  before: CoveringSource | undefined,
  { source: name, state, groupKey }: AlertEvent,
  now: number,
): CoveringSource {
  const isGrouped = (before?.isGrouped ?? false) || groupKey !== undefined;
  const hasHeartbeat = (before?.hasHeartbeat ?? false) || state === 'heartbeat';
  const isSame = before?.isGrouped === isGrouped && before.hasHeartbeat === hasHeartbeat;
  if (isSame && now - before.lastAt < NOTE_EVERY_MS) return before;
  return { name, lastAt: now, isGrouped, hasHeartbeat };
}
