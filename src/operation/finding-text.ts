import { type Finding, OK } from './operation.ts';

/** Formats a finding that is true right now. A partial finding is never called OK. */
export function formatFreshFinding({ verdict: status, text, partial }: FreshText): string {
  const gap = partial ? `\n? ${partial}` : '';
  if (!status) return text + gap;
  const { who, words } = status;
  if (partial && words === OK) return `${who} partly: ${text}${gap}`;
  return `${who} ${words}${/[.!]$/.test(words) ? ' ' : '\n'}${text}${gap}`;
}

type FreshText = Pick<Finding, 'verdict' | 'text' | 'partial'>;
