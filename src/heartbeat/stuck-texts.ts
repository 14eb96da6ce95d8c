import { carrierError } from '../outbox/carrier-errors.ts';
import type { QueuedText } from '../outbox/outbox.ts';

const MAX_AGE_MS = 5 * 60_000;

/**
 * Returns true for a text that should have been with the carrier long ago. One that the carrier itself wants later is not
 * stuck until it is due; an error that concerns every text, such as a wrong token, is no such reason.
 */
export function isStuck({ at, due, code }: QueuedText, now: number): boolean {
  const since = code === undefined || concernsEveryText(code) ? at : due;
  return now - since > MAX_AGE_MS;
}

function concernsEveryText(code: number): boolean {
  const { consequence } = carrierError(code);
  return consequence.do === 'retry' && consequence.times === Number.POSITIVE_INFINITY;
}
