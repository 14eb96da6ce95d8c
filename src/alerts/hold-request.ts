import { z } from 'zod';

const DAY_MINUTES = 24 * 60;

/** The ways to keep texts about more than one incident back, or to send them to one person. */
export const HOLD_KINDS = ['maintenance', 'quiet', 'on-call', 'snooze-all', 'mute-all'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** A change that waits for a code is stored with its numbers as text. */
const number = z.union([z.number(), z.stringFormat('number', /^\d{1,15}$/).transform(Number)]);

/** A request to hold alerts back. */
export const HoldRequest = z.strictObject({
  what: z.enum(HOLD_KINDS),
  /** The thing that is worked on, or the person who is on call. */
  name: z.string().max(100).optional(),
  minutes: number
    .pipe(
      z
        .int()
        .min(1)
        .max(30 * DAY_MINUTES),
    )
    .optional(),
  /** Epoch milliseconds; at once where it is missing. */
  starts_at: number.optional(),
});
export type HoldRequest = z.infer<typeof HoldRequest>;

/** The longest time for each kind. */
const MAX_MINUTES: Readonly<Record<HoldKind, number>> = {
  maintenance: 7 * DAY_MINUTES,
  quiet: DAY_MINUTES,
  'on-call': 30 * DAY_MINUTES,
  'snooze-all': 3 * DAY_MINUTES,
  'mute-all': 30 * DAY_MINUTES,
};

/** A text may be forged: for longer than this it needs a code. */
const FREE_MINUTES = 4 * 60;
const DEFAULT_MINUTES = 60;

export const minutesOf = ({ what, minutes = DEFAULT_MINUTES }: HoldRequest): number =>
  Math.min(minutes, MAX_MINUTES[what]);

/** A mute lasts until all is well, however long that takes. */
export const needsCode = (request: HoldRequest): boolean =>
  request.what === 'mute-all' || minutesOf(request) > FREE_MINUTES;
