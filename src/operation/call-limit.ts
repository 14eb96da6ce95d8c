import type { Clock } from '../core/clock.ts';
import type { Caller } from '../people/caller.ts';
import type { Risk } from './risk.ts';

/** Limits how often somebody calls operations through one face: a model that loops, or a forged phone. */
export interface CallLimit {
  /** Counts a call; returns false, and counts nothing, beyond the limit. */
  readonly take: (caller: Pick<Caller, 'id' | 'face'>, risk: Risk) => boolean;
}

/** A question to Claude takes up to 30 reads, and a text that names something to be changed a few. */
const MIN_READS = 240;
const READS_OF_A_TEXT = 8;

/** More changes and notes than these are never requested by hand. */
const CHANGES = 20;
const NOTES = 60;
const WINDOW_MS = 60_000;

interface Window {
  readonly startedAt: number;
  count: number;
}

/** `textsAMinute`: how often somebody may text, whose screens must not be refused. */
export function createCallLimit(clock: Pick<Clock, 'steady'>, textsAMinute: number): CallLimit {
  const reads = Math.max(MIN_READS, READS_OF_A_TEXT * textsAMinute);
  const maxOf: Readonly<Record<Risk, number>> = {
    ...{ read: reads, note: NOTES, change: CHANGES, destroy: CHANGES },
  };
  const windows = new Map<string, Window>();
  let sweptAt = clock.steady();

  /** Windows that are over are deleted once a minute, so that the map stays as small as the number of callers. */
  function sweep(now: number): void {
    if (now - sweptAt < WINDOW_MS) return;
    sweptAt = now;
    for (const [key, { startedAt }] of windows) {
      if (now - startedAt >= WINDOW_MS) windows.delete(key);
    }
  }

  return {
    take({ id, face }, risk) {
      const now = clock.steady();
      sweep(now);
      const key = `${face} ${risk} ${id}`;
      const known = windows.get(key);
      const isOver = known === undefined || now - known.startedAt >= WINDOW_MS;
      const window = isOver ? { startedAt: now, count: 0 } : known;
      if (window.count >= maxOf[risk]) return false;
      window.count += 1;
      windows.set(key, window);
      return true;
    },
  };
}
