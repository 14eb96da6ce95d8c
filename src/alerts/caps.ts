import type { AlertCaps } from './alert-timing.ts';
import type { AlertReader } from './reader.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Decides how the texts that wait for somebody go out now: each by itself, as one, or later. */
export function sendingOf(
  waiting: number,
  { sent }: Pick<AlertReader, 'sent'>,
  caps: AlertCaps,
  now: number,
): 'singly' | 'merged' | 'later' {
  const within = (ms: number): number => sent.filter(({ at }) => now - at < ms).length;
  const room = Math.min(...caps.singles.map(({ within: ms, texts }) => texts - within(ms)));
  if (waiting <= room) return 'singly';
  const last = sent.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const lastMerged = sent.findLast(({ isMerged }) => isMerged)?.at ?? Number.NEGATIVE_INFINITY;
  const isPause =
    within(DAY_MS) >= caps.texts24h
      ? now - last < caps.mergeLater
      : now - lastMerged < caps.mergeEvery;
  return isPause ? 'later' : 'merged';
}
