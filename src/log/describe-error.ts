import type { LogRedactor } from './redact.ts';

const MAX_MESSAGE_LENGTH = 500;
const MAX_STACK_LENGTH = 4000;
const MAX_CAUSES = 4;

/** Properties of errors that are short words or numbers, and never request data. */
const DETAILS = ['code', 'errcode', 'status', 'statusCode', 'syscall'] as const;

/**
 * Converts an error for the log without its other properties: SDKs attach whole requests to theirs, with headers,
 * keys and texts. Redacts before truncating, for half a secret is not recognised.
 */
export function describeError(thrown: unknown, redact: LogRedactor, depth = MAX_CAUSES): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { name, message, stack, cause } = thrown;
  const details = DETAILS.map((key) => [key, Reflect.get(thrown, key)] as const).filter(isShort);
  return {
    type: name,
    message: redact(message).slice(0, MAX_MESSAGE_LENGTH),
    ...Object.fromEntries(details),
    stack: stack && redact(stack).slice(0, MAX_STACK_LENGTH),
    ...(cause instanceof Error && depth > 0 && { cause: describeError(cause, redact, depth - 1) }),
  };
}

const isShort = ([, value]: readonly [string, unknown]): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length < 40);
