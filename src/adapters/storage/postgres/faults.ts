import { z } from 'zod';
import { StorageUnreachable } from '../../../core/storage-unreachable.ts';

const Coded = z.object({ code: z.string() });

const codeOf = (cause: unknown): string | undefined => Coded.safeParse(cause).data?.code;

/** Classes and codes of PostgreSQL, and codes of the system, for a server that cannot be reached at the moment. */
const UNREACHABLE_CODES =
  /^(08|57P0[1-3]|53300|25P03|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|ENOENT)/;

/** Errors that `pg` raises itself carry no code. */
const UNREACHABLE_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|timeout expired|Query read timeout)/;

/** Returns true when the server could not be reached, or the connection broke: what was sent may have been done or not. */
export function isUnreachable(cause: unknown): boolean {
  if (cause instanceof StorageUnreachable) return true;
  if (cause instanceof AggregateError) return cause.errors.some(isUnreachable); // of an address with several numbers
  if (!(cause instanceof Error)) return false;
  return UNREACHABLE_CODES.test(codeOf(cause) ?? '') || UNREACHABLE_WORDS.test(cause.message);
}

/** Returns true when a transaction was rolled back for the sake of another: it may simply be run again. */
export const isConflict = (cause: unknown): boolean =>
  ['40001', '40P01'].includes(codeOf(cause) ?? '');

/** Returns the words of an error: of a server that cannot be reached, those of the cause. */
export function describeFault(cause: unknown): string {
  if (cause instanceof StorageUnreachable) return describeFault(cause.cause);
  const errors: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [];
  const first = errors[0] ?? cause;
  return first instanceof Error ? first.message : String(first);
}
