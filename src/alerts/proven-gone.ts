import type { AreaLook } from '../operation/area-look.ts';
import type { WatchedProblem } from './area-watch.ts';

/** Returns true when a look that does not show a problem proves that it is over. */
export function isProvenGone({ key, gap }: WatchedProblem, look: AreaLook): boolean {
  if (look.isSilent) return false;
  if (key === look.area) return true;
  if (look.hidden?.some((subject) => covers(subject, key))) return false;
  return look.isWhole || (look.gap !== undefined && isNoWider(look.gap, gap));
}

const covers = (subject: string, key: string): boolean =>
  subject === key || (subject.endsWith('/') && key.startsWith(subject));

/**
 * Returns true when nothing is missing but what was missing while the problem was seen. Some sources never return everything,
 * and their problems end all the same.
 */
function isNoWider(gap: string, before = ''): boolean {
  const known = new Set(partsOf(before));
  return partsOf(gap).every((part) => known.has(part));
}

/** Returns the parts of a gap without their counts: `2 alerts of unknown severity` is the same gap as 3 of them. */
const partsOf = (gap: string): readonly string[] =>
  gap.split(', ').map((part) => part.replace(/^\d+ (\w+?)s? /, '$1 '));
