import type { Failure } from '../../core/failure.ts';
import { err, type Result } from '../../core/result.ts';

/** Returns the failure of a source whose answer does not have the form that it should have. */
export const unreadable = (service: string, cause: string): Result<never, Failure> =>
  err({ kind: 'invalid-response', service, cause });
