import type { Announcement } from './alert-text.ts';
import type { Decision } from './decision.ts';
import type { Holds } from './holds.ts';
import { isDown } from './internet.ts';
import type { AlertReader } from './reader.ts';

/** After the line is back, sources get this time to say what is well again. */
const GRACE_MS = 60_000;

/** A shorter outage that held nothing back is not told. */
const WORTH_A_TEXT_MS = 2 * 60_000;

const DAY_MS = 24 * 60 * 60_000;
const MAX_TOLD_MS = 30 * DAY_MS;

type Outage = NonNullable<Holds['internet']['lastOutage']>;
type Moment = Pick<Decision, 'holds' | 'now'>;

/** Returns true while no text goes out: it could not be sent, and would be late. */
export function isOffline({ holds: { internet }, now }: Moment): boolean {
  const { lastOutage } = internet;
  const isJustBack = lastOutage !== undefined && Math.abs(now - lastOutage.to) < GRACE_MS;
  return isJustBack || isDown(internet, now);
}

/** Returns the last outage of the internet, if somebody has not heard of it yet. */
export function outageToTell(
  { holds: { internet }, now }: Moment,
  { heardOutage }: Pick<AlertReader, 'heardOutage'>,
): Outage | undefined {
  const { lastOutage } = internet;
  if (lastOutage === undefined || heardOutage === lastOutage.to) return undefined;
  const { from, to } = lastOutage;
  // A clock that was set meanwhile makes outages that never were.
  return to <= now && now - to < DAY_MS && to - from < MAX_TOLD_MS ? lastOutage : undefined;
}

/** Returns what is to be told and began or ended in the outage, with what came and went meanwhile. */
export function heldByOutage(
  { book }: Pick<Decision, 'book'>,
  { from, to }: Outage,
  items: readonly Announcement[],
  person: string,
): readonly Announcement[] {
  const isWithin = (at = 0): boolean => at >= from && at <= to + GRACE_MS;
  const isHeld = ({ incident, story }: Announcement): boolean =>
    isWithin(incident.createdAt) ||
    (story === 'over' && isWithin(incident.clearSince ?? incident.closedAt));
  const cameAndWent = book
    .incidents()
    .filter(
      ({ createdAt, closedAt }) => createdAt >= from && createdAt <= to && closedAt !== undefined,
    )
    .filter(
      ({ told, severity, ending }) => !told[person] && severity !== 'info' && ending !== 'merged',
    )
    .map((incident) => ({ incident, story: 'over' as const }));
  return [...items.filter(isHeld), ...cameAndWent];
}

export const isWorthAText = ({ from, to }: Outage, held: readonly Announcement[]): boolean =>
  held.length > 0 || to - from >= WORTH_A_TEXT_MS;
