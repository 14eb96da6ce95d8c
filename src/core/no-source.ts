import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/** Whether nobody could be asked, as opposed to somebody who did not answer. */
export const isUntold = (answer: Result<unknown, Failure>): boolean =>
  !answer.ok && answer.error.kind === 'untold';

/** Nobody who is set up can be asked about that. */
export const untold = (service: string, what: string): Failure => ({
  kind: 'untold',
  service,
  what,
});
