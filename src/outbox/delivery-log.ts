import type { DeliveryState } from '../channels/delivery-state.ts';

/** What the log says about a step of a text. */
export interface DeliveryLog {
  readonly level: 'debug' | 'info' | 'warn';
  readonly words: string;
}

const NOT_ARRIVED: DeliveryLog = { level: 'warn', words: 'a text did not arrive' };

const NEWS: Partial<Record<DeliveryState, DeliveryLog>> = {
  delivered: { level: 'info', words: 'delivered' },
  read: { level: 'debug', words: 'read' },
  unconfirmed: { level: 'info', words: 'nobody said whether it arrived' },
  expired: { level: 'warn', words: 'a text came too late to be sent' },
  undelivered: NOT_ARRIVED,
  failed: NOT_ARRIVED,
  canceled: NOT_ARRIVED,
  refused: NOT_ARRIVED,
};

/** How a text ended is worth a line; on the way there only what went wrong is. */
export const describeDelivery = (
  state: DeliveryState | undefined,
  code: number | undefined,
): DeliveryLog | undefined => (code === undefined ? state && NEWS[state] : NOT_ARRIVED);
