/** The states of a text that a carrier reports. */
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
 * The states of a text. The number is the rank, which never decreases: reports come late, twice and
 * out of order. From `ENDED` on the relay does nothing more about a text; a report of a higher rank still counts.
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
  /** With the carrier, which never reported an end. */
  unconfirmed: 6,
  delivered: 7,
  undelivered: 7,
  failed: 7,
  canceled: 7,
  /** Not accepted by the carrier, or never offered to it, since people are not texted against their will. */
  refused: 7,
  /** No longer true or useful when it could have been sent. */
  expired: 7,
  /** Merged into, or replaced by, a newer text to the same phone. */
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

/** Returns true for the states by which a carrier reports that a text reached its phone. */
export const isDelivered = (state: DeliveryState | undefined): boolean =>
  state === 'delivered' || state === 'read';
