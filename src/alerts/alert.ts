import { z } from 'zod';

/** Identifies an alert: its source, and its key there. */
export interface AlertId {
  readonly source: string;
  readonly key: string;
}

/** The last word of a source about one of its alerts, as it is stored. Times are epoch milliseconds. */
export const Alert = z.object({
  source: z.string(),
  key: z.string(),
  state: z.enum(['firing', 'resolved', 'nodata', 'info', 'heartbeat']),
  severity: z.enum(['critical', 'warning', 'info']),
  subject: z.string().optional(),
  title: z.string(),
  detail: z.string().optional(),
  url: z.string().optional(),
  groupKey: z.string().optional(),
  parents: z.array(z.string()).readonly().optional(),
  isSummary: z.boolean().optional(),
  isWaived: z.boolean().optional(),
  more: z.number().optional(),
  /** The begin of the trouble, as its source tells it. */
  startedAt: z.number(),
  /** The time at which the relay heard of it. */
  firedAt: z.number(),
  endedAt: z.number().optional(),
  /** The last report of the source. */
  seenAt: z.number(),
  /** The usual time between two reports of the same state. */
  repeatMs: z.number().optional(),
  /** The latest changes between well and not well, oldest first. */
  changes: z.array(z.number()).readonly(),
  /** The subject of the thing that it is about, where that is known. */
  place: z.string().optional(),
  /** The alert that was found to be its cause. */
  cause: z.string().optional(),
  /** True once a person took it out of an incident: it is told by itself until it is over. */
  isCut: z.boolean().optional(),
  /** The incident it belongs to, or belonged to last. */
  incident: z.string().optional(),
});
export type Alert = z.infer<typeof Alert>;

/** Returns true while the last word of the source is that something is wrong, or that it cannot tell. */
export const isActive = ({ state }: Pick<Alert, 'state'>): boolean =>
  state === 'firing' || state === 'nodata' || state === 'info';

export const idOf = ({ source, key }: AlertId): string => JSON.stringify([source, key]);

/** The words of an alert that an incident keeps. */
export const aboutAlert = ({
  source,
  subject,
  title,
}: Pick<Alert, 'source' | 'subject' | 'title'>) => ({
  ...{ source, title, name: subject ?? title },
});

/** Returns the name of the thing in trouble; the title where the source names no thing. */
export const nameOf = ({ subject, title }: Pick<Alert, 'subject' | 'title'>): string =>
  subject ?? title;
