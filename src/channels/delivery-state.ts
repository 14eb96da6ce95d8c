/** What a carrier says about a text. */
export const CARRIER_STATES = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'read',
] as const;

export type CarrierState = (typeof CARRIER_STATES)[number];

/**
 * How far a text got. The number is its rank, which never goes back: reports come late, twice and
 * out of order. From `ENDED` on nothing more is done about a text; a better report still counts.
 */
const RANK = {
  /** Not with the carrier. */
  waiting: 0,
  /** Being handed over, or handed over with an unknown result. */
  handing: 1,
  accepted: 2,
  scheduled: 2,
  queued: 3,
  sending: 4,
  sent: 5,
  /** With the carrier, which never told how it ended. */
  unconfirmed: 6,
  delivered: 7,
  undelivered: 7,
  failed: 7,
  canceled: 7,
  /** The carrier did not take it, or we did not offer it: nobody may be texted against their will. */
  refused: 7,
  /** It would have come too late to be true. */
  expired: 7,
  /** A newer text to the same phone took it in, or took its place. */
  superseded: 7,
  read: 8,
} as const;

export type DeliveryState = keyof typeof RANK;

export const DELIVERY_STATES: readonly DeliveryState[] = Object.keys(RANK).filter(
  (name): name is DeliveryState => name in RANK,
);

const ENDED = RANK.unconfirmed;

export const rankOf = (state: DeliveryState): number => RANK[state];

export const isEnd = (state: DeliveryState): boolean => RANK[state] >= ENDED;

export const isWithCarrier = (state: DeliveryState): boolean => RANK[state] > RANK.handing;
