import type { LogRedactor } from './redact.ts';

const MAX_MESSAGE_LENGTH = 500;
const MAX_STACK_LENGTH = 4000;
const MAX_CAUSES = 4;

/** The marks of an error that are short words or numbers, and never what was sent. */
const MARKS = ['code', 'errcode', 'status', 'statusCode', 'syscall'] as const;

/**
 * What a log tells of an error: SDKs hang whole requests on theirs, with headers, keys and words. Hidden before
 * it is cut, for half a secret is not recognised.
 */
export function describeError(thrown: unknown, conceal: LogRedactor, depth = MAX_CAUSES): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { name, message, stack, cause } = thrown;
  const marks = MARKS.map((mark) => [mark, Reflect.get(thrown, mark)] as const).filter(isShort);
  return {
    type: name,
    message: conceal(message).slice(0, MAX_MESSAGE_LENGTH),
    ...Object.fromEntries(marks),
    stack: stack && conceal(stack).slice(0, MAX_STACK_LENGTH),
    ...(cause instanceof Error && depth > 0 && { cause: describeError(cause, conceal, depth - 1) }),
  };
}

const isShort = ([, value]: readonly [string, unknown]): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length < 40);
