import type { Backlog } from './outbox.ts';

const SECOND = 1000;

/** The longest time for which a text that is not with the carrier holds up the answers behind it. */
const MAX_HOLD_MS = 5 * SECOND;

/** A text takes two segments at most, and a number sends one a second: these are gone in ten seconds. */
const MAX_QUEUED_TEXTS = 5;

/**
 * Returns true when an answer has to be a text of its own, so that it does not overtake one that leaves within seconds.
 * Order is worth a few seconds and no more: otherwise the answer goes out in the response.
 */
export function mustQueue(
  { oldestAt, texts }: Backlog,
  { now, room }: { readonly now: number; readonly room: number },
): boolean {
  if (now - oldestAt > MAX_HOLD_MS) return false;
  return texts <= MAX_QUEUED_TEXTS && texts < room;
}
