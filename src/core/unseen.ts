import { formatCount } from './format.ts';
import type { PartialView } from './reading.ts';

/** One of several lists that are joined: how much of it was seen, and what was not. */
interface Part {
  readonly seen: number;
  readonly unseen: PartialView | undefined;
}

/** What a list leaves out that is made of several: in all of them together it is counted only if each of them counts. */
export function joinUnseen(parts: readonly Part[]): PartialView | undefined {
  const gaps = parts.flatMap(({ unseen }) => unseen ?? []);
  if (gaps.length === 0) return undefined;
  if (gaps.every(({ kinds }) => kinds !== undefined)) {
    return { kinds: [...new Set(gaps.flatMap(({ kinds = [] }) => kinds))] };
  }
  const totals = parts.map(({ seen, unseen }) => (unseen ? unseen.total : seen));
  const isCounted = totals.every((total) => total !== undefined);
  return isCounted ? { total: totals.reduce((sum, total) => sum + total, 0) } : {};
}

/** How many there are: those that were seen, if that is all, else as many as the source counts. */
export function countAll(seen: number, unseen: PartialView | undefined): number | undefined {
  if (!unseen) return seen;
  const { total } = unseen;
  return total !== undefined && total >= seen ? total : undefined;
}

/** How many of a kind there are; nothing when some of it may not have been seen. */
export function countKind(seen: number, unseen: PartialView | undefined, kind: string) {
  const isSeen = !unseen || (unseen.kinds && !unseen.kinds.includes(kind));
  return isSeen ? seen : undefined;
}

/** `57 clients`, `20+ clients` when there may be more, and `? clients` when there is no telling. */
export function formatSeen(
  seen: number,
  unseen: PartialView | undefined,
  [singular, plural = `${singular}s`]: readonly [singular: string, plural?: string],
): string {
  const all = countAll(seen, unseen);
  if (all !== undefined) return formatCount(all, singular, plural);
  return `${seen === 0 ? '? ' : `${seen}+ `}${plural}`;
}
