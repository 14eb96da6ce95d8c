import { createFragmentHider } from '../core/hide-fragments.ts';
import type { CheckResult } from './check-result.ts';

/** Shorter values may equal ordinary words. */
const MIN_LENGTH = 6;

const HIDDEN = '[secret]';

/** Hides secrets that a check repeats: an address may hold one, and a server may repeat what it was sent. */
export function hideSecrets(
  findings: readonly CheckResult[],
  secrets: readonly string[],
): readonly CheckResult[] {
  const known = [...new Set(secrets.flatMap((it) => [it, encodeURIComponent(it)]))]
    .filter((it) => it.length >= MIN_LENGTH)
    .toSorted((one, other) => other.length - one.length);
  // A cause is cut before it gets here, perhaps within a secret.
  const hideFragments = createFragmentHider(known, HIDDEN);
  const hide = (text: string): string =>
    known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), hideFragments(text));
  return findings.map(({ subject, state, says, next }) => ({
    ...{ subject, state, says: hide(says) },
    ...(next !== undefined && { next: hide(next) }),
  }));
}
