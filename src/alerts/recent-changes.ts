import { z } from 'zod';
import type { AlertStore } from './alert-store.ts';

/** A change that was requested through the relay, as it can be requested again. */
const Requested = z.object({
  operation: z.string(),
  input: z.record(z.string(), z.string()),
  /** The words for it: `restart plex`. */
  label: z.string(),
  /** True once it was seen to have worked. */
  isDone: z.boolean(),
});

/** Something that was changed lately. Plain data; times are epoch milliseconds. */
export const RecentChange = z.object({
  /** Distinguishes it from other changes. */
  id: z.string(),
  at: z.number(),
  /** `update of jellyfin`. */
  words: z.string(),
  /** The name of what was changed; missing where only the words name it. */
  name: z.string().optional(),
  /** The subject of what was changed, where that is known. */
  place: z.string().optional(),
  /** The id of the alert that reported it. */
  alert: z.string().optional(),
  request: Requested.optional(),
});
export type RecentChange = z.infer<typeof RecentChange>;

/** The name under which recent changes are stored. */
export const CHANGES_MEMO = 'changes';

const MAX_CHANGES = 500;
const MAX_AGE_MS = 24 * 60 * 60_000;

/** A change that a look shows so soon after one that somebody reported is the same. */
const SAME_CHANGE_MS = 15 * 60_000;

/** Returns the stored changes; what cannot be read is forgotten. */
export const loadChanges = async (
  store: Pick<AlertStore, 'memo'>,
): Promise<readonly RecentChange[]> =>
  z.array(RecentChange).safeParse(await store.memo(CHANGES_MEMO)).data ?? [];

/** Adds changes, each once, and forgets those of more than a day ago. */
export function addChanges(
  before: readonly RecentChange[],
  added: readonly RecentChange[],
  now: number,
): readonly RecentChange[] {
  const all = new Map([...before, ...added].map((change) => [change.id, change]));
  return [...all.values()]
    .filter(({ at }) => now - at < MAX_AGE_MS)
    .toSorted((a, b) => a.at - b.at)
    .slice(-MAX_CHANGES);
}

/** Returns true when a change that was seen is one that is known already. */
export const isKnownChange = (
  known: readonly RecentChange[],
  { place, at }: Pick<RecentChange, 'place' | 'at'>,
): boolean =>
  place !== undefined &&
  known.some((one) => one.place === place && Math.abs(at - one.at) <= SAME_CHANGE_MS);
