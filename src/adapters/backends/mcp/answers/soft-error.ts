import { isVoid, unreadinessIn } from './readiness.ts';

/** Servers that report a failure as if all were well begin like this. */
const COMPLAINTS: readonly RegExp[] = [
  /^\W*(?:❌|🚫)/u,
  /^\W*(?:error|failed|failure|unknown tool|exception|traceback|unauthori[sz]ed|forbidden)\b/i,
  /^[^\w⚠]*⚠.*\b(?:requires?|denied|permission|not allowed)/iu,
];

const MAX_CHARACTERS = 300;

const LOOKS_LIKE_JSON = /^(?:\{|\[\s*[{["\d\]])/;

/** Returns the error that a text reports. Data that merely contains such words is no error. */
export function complaintOf(text: string): string | undefined {
  const head = text.slice(0, MAX_CHARACTERS).trim();
  if (LOOKS_LIKE_JSON.test(head)) return undefined; // then its fields tell
  return COMPLAINTS.some((pattern) => pattern.test(head)) ? head : undefined;
}

/** Returns the error that the data reports, or what it says was not done. */
export function complaintIn(data: unknown): string | undefined {
  if (typeof data === 'string') return complaintOf(data);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const facts: ReadonlyMap<string, unknown> = new Map(Object.entries(data));
  const words = ['error', 'message', 'detail', 'reason'].map((key) => facts.get(key)).find(isWords);
  if (isWords(facts.get('error'))) return words;
  const sign = SIGNS.find(([key, value]) => facts.get(key) === value);
  if (sign) return words ?? `${sign[0]} is ${String(sign[1])}`;
  // An empty list of a source that is not ready says nothing.
  return isVoid(data) ? unreadinessIn(data) : undefined;
}

const isWords = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A failure, a preview, or something prepared and not carried out. */
const SIGNS: readonly (readonly [string, unknown])[] = [
  ['success', false],
  ['ok', false],
  ['status', 'error'],
  ['isError', true],
  ['requires_confirmation', true],
  ['executed', false],
  ['dry_run', true],
];
