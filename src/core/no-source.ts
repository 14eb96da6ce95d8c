import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** Returns true when no configured source covers the question, as opposed to a source that did not answer. */
export const isNoSource = (answer: Result<unknown, Failure>): boolean =>
  !answer.ok && answer.error.kind === 'no-source';

/** The failure when no configured source covers `what`. */
export const noSource = (service: string, what: string): Failure => ({
  kind: 'no-source',
  service,
  what,
});
