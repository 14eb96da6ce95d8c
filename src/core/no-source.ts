import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** Whether nobody could be asked, as opposed to somebody who did not answer. */
export const isNoSource = (answer: Result<unknown, Failure>): boolean =>
  !answer.ok && answer.error.kind === 'no-source';

/** Nobody who is set up can be asked about that. */
export const noSource = (service: string, what: string): Failure => ({
  kind: 'no-source',
  service,
  what,
});
