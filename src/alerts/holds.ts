import { z } from 'zod';
import type { AlertStore } from './alert-store.ts';

/** Work on something, during which texts about it wait. Times are epoch milliseconds. */
const Maintenance = z.object({
  id: z.string(),
  /** The name of what is worked on, as a person said it; missing for the whole house. */
  name: z.string().optional(),
  /** The subjects of everything that it covers. */
  places: z.array(z.string()).readonly(),
  from: z.number(),
  until: z.number(),
  /** The end of what a code allowed; the rest is limited, as a text may be forged. */
  approvedUntil: z.number().optional(),
  by: z.string(),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** One operator gets the alerts; the others hear of what stays unanswered. */
const OnCall = z.object({ person: z.string(), until: z.number(), by: z.string() });
type OnCall = z.infer<typeof OnCall>;

/** The line to the internet. */
const Internet = z.object({
  /** Set while it is down: then no text goes out. */
  downSince: z.number().optional(),
  /** The last look that found it down: without another one it counts as up before long. */
  seenAt: z.number().optional(),
  lastOutage: z.object({ from: z.number(), to: z.number() }).optional(),
});

/** Everything that keeps texts about several incidents back, or sends them to one person first. Stored as plain data. */
export const Holds = z.object({
  maintenance: z.array(Maintenance).readonly(),
  onCall: OnCall.optional(),
  internet: Internet.default({}),
  /** The ids of the latest requests that were carried out. */
  done: z.array(z.string()).readonly(),
});
export type Holds = z.infer<typeof Holds>;

const NO_HOLDS: Holds = { maintenance: [], done: [], internet: {} };

const HOLDS_MEMO = 'holds';

export async function loadHolds(store: Pick<AlertStore, 'memo'>): Promise<Holds> {
  return Holds.safeParse(await store.memo(HOLDS_MEMO)).data ?? NO_HOLDS; // without them texts go out
}

/** Stores holds; what ended days ago is left out. */
export async function storeHolds(
  store: Pick<AlertStore, 'save'>,
  { maintenance, done, ...holds }: Holds,
  now: number,
): Promise<void> {
  const kept = maintenance.filter(({ until }) => now - until < KEPT_MS).slice(-MAX_KEPT);
  const stored = { ...holds, maintenance: kept, done: done.slice(-MAX_KEPT) };
  await store.save({ memos: new Map([[HOLDS_MEMO, stored]]) });
}

const KEPT_MS = 24 * 60 * 60_000;

/** The most maintenances that are stored. */
export const MAX_KEPT = 50;

export const onCallAt = ({ onCall }: Holds, now: number): OnCall | undefined =>
  onCall && onCall.until > now ? onCall : undefined;

/** Returns the maintenance that is announced or under way. */
export const plannedMaintenance = ({ maintenance }: Holds, now: number): readonly Maintenance[] =>
  maintenance.filter(({ until }) => until > now);

/** `pve2`, or the house. */
export const nameOfMaintenance = ({ name }: Pick<Maintenance, 'name'>): string =>
  name ?? 'the house';
