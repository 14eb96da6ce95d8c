import type { Decision } from './decision.ts';
import { nameOfRoot } from './describe-incident.ts';
import type { Incident } from './incident.ts';

const MAX_LISTED = 4;

/** `27: K7 M4 P3 R4 +23`; incidents without a code by the name of their root. */
export function listCodes(decision: Pick<Decision, 'book'>, all: readonly Incident[]): string {
  const codes = all.slice(0, MAX_LISTED).map((one) => one.code ?? nameOfRoot(decision, one));
  const more = all.length > MAX_LISTED ? ` +${all.length - MAX_LISTED}` : '';
  return `${all.length}: ${codes.join(' ')}${more}`;
}
