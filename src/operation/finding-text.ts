import { type Finding, OK } from './operation.ts';

/** Formats a finding that is true right now. A partial finding is never called OK. */
export function formatFreshFinding({ status, text, missing }: FreshText): string {
  const gap = missing ? `\n? ${missing}` : '';
  if (!status) return text + gap;
  const { subject, state } = status;
  if (missing && state === OK) return `${subject} partly: ${text}${gap}`;
  return `${subject} ${state}${/[.!]$/.test(state) ? ' ' : '\n'}${text}${gap}`;
}

type FreshText = Pick<Finding, 'status' | 'text' | 'missing'>;
