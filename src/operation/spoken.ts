import type { Finding } from './operation.ts';

/** A finding that is true right now, in words. */
export function spoken({ verdict, text }: Pick<Finding, 'verdict' | 'text'>): string {
  if (!verdict) return text;
  const { who, words } = verdict;
  return `${who} ${words}${/[.!]$/.test(words) ? ' ' : '\n'}${text}`;
}
