import { formatCount } from './format.ts';
import type { PartialView } from './reading.ts';

/** One of several lists to join: the number of its items that were seen, and what it leaves out. */
interface Part {
  readonly seen: number;
  readonly unseen: PartialView | undefined;
}

/** Joins what several lists leave out. The joined total is known only if the total of every list is. */
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

/** Returns the total: the number seen if that is all, else the source's own count; `undefined` without one. */
export function countAll(seen: number, unseen: PartialView | undefined): number | undefined {
  if (!unseen) return seen;
  const { total } = unseen;
  return total !== undefined && total >= seen ? total : undefined;
}

/** Returns the number of items of a kind; `undefined` when some of them may not have been seen. */
export function countKind(seen: number, unseen: PartialView | undefined, kind: string) {
  const isSeen = !unseen || (unseen.kinds && !unseen.kinds.includes(kind));
  return isSeen ? seen : undefined;
}

/** `57 clients`, `20+ clients` when there may be more, and `? clients` when the number is unknown. */
export function formatSeen(
  seen: number,
  unseen: PartialView | undefined,
  [singular, plural = `${singular}s`]: readonly [singular: string, plural?: string],
): string {
  const all = countAll(seen, unseen);
  if (all !== undefined) return formatCount(all, singular, plural);
  return `${seen === 0 ? '? ' : `${seen}+ `}${plural}`;
}
