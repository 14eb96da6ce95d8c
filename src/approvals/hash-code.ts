import { hash } from 'node:crypto';

/** Returns what is stored of a code, for the question that it was made for. */
export const hashCode = (run: string, code: string): string =>
  hash('sha256', `${run} ${code}`, 'hex');
