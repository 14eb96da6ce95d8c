import type { DeliveryState } from '../channels/delivery-state.ts';

/** The log line for a step of a text. */
export interface DeliveryLog {
  readonly level: 'debug' | 'info' | 'warn';
  readonly words: string;
}

const NOT_ARRIVED: DeliveryLog = { level: 'warn', words: 'a text did not arrive' };

const LINES: Partial<Record<DeliveryState, DeliveryLog>> = {
  delivered: { level: 'info', words: 'delivered' },
  read: { level: 'debug', words: 'read' },
  unconfirmed: { level: 'info', words: 'delivery not confirmed' },
  expired: { level: 'warn', words: 'a text came too late to be sent' },
  undelivered: NOT_ARRIVED,
  failed: NOT_ARRIVED,
  canceled: NOT_ARRIVED,
  refused: NOT_ARRIVED,
};

/** Returns the log line for a step. The end of a text gets one; before that only errors do. */
export const describeDelivery = (
  state: DeliveryState | undefined,
  code: number | undefined,
): DeliveryLog | undefined => (code === undefined ? state && LINES[state] : NOT_ARRIVED);
