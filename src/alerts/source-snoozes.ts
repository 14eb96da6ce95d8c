import { z } from 'zod';
import { activeMembers } from './alert-book.ts';
import type { SnoozeOrder } from './alert-source.ts';
import type { Decision } from './decision.ts';
import type { Incident } from './incident.ts';

/** A snooze that the relay keeps, or is about to keep, at a source. */
const KeptSnooze = z.object({
  key: z.string(),
  until: z.number(),
  comment: z.string(),
  /** The id of the last one that the source confirmed. */
  id: z.string().optional(),
  /** False from before it is asked for until it is confirmed: a crash between leaves it open whether it exists. */
  isConfirmed: z.boolean(),
});
export type KeptSnooze = z.infer<typeof KeptSnooze>;

/** The snoozes that are kept at one source, as they are stored. */
export const KeptSnoozes = z.array(KeptSnooze).readonly();

/** Returns the snoozes that a source should have: one for each of its alerts that fire in a snoozed incident. */
export function wantedSnoozes(
  { book, now, timing }: Pick<Decision, 'book' | 'now' | 'timing'>,
  source: string,
  nameOf: (person: string) => string,
): readonly SnoozeOrder[] {
  const endOf = ({ response, severity, closedAt }: Incident): number => {
    if (closedAt !== undefined || response?.is !== 'snoozed') return now;
    return Math.min(response.until ?? now, response.at + timing.maxSnooze[severity]);
  };
  return book.incidents().flatMap((incident) => {
    const until = endOf(incident);
    if (until <= now) return [];
    const { response, code } = incident;
    const words = ['sms-relay', code].filter(Boolean).join(' ');
    const comment = `Snoozed from the phone by ${nameOf(response?.by ?? '')} (${words})`;
    return activeMembers(book, incident.id)
      .filter((alert) => alert.source === source && alert.state === 'firing')
      .map(({ key }) => ({ key, until, comment }));
  });
}

/** One change of what is kept at a source. */
export type SnoozeStep =
  | { readonly is: 'begin'; readonly order: SnoozeOrder; readonly before: KeptSnooze | undefined }
  | { readonly is: 'end'; readonly before: KeptSnooze };

/** Returns the changes that bring what is kept at a source in line with what is wanted. */
export function planSnoozes(
  wanted: readonly SnoozeOrder[],
  kept: readonly KeptSnooze[],
): readonly SnoozeStep[] {
  const keys = new Set(wanted.map(({ key }) => key));
  const byKey = new Map(kept.map((snooze) => [snooze.key, snooze]));
  const ends = kept.filter(({ key }) => !keys.has(key));
  return [
    ...ends.map((before): SnoozeStep => ({ is: 'end', before })),
    ...wanted.flatMap((order): readonly SnoozeStep[] => {
      const before = byKey.get(order.key);
      const isKept = before?.isConfirmed === true && before.until === order.until;
      return isKept ? [] : [{ is: 'begin', order, before }];
    }),
  ];
}
