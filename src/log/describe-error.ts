import type { Concealment } from './redact.ts';

const LONGEST_MESSAGE = 500;
const LONGEST_STACK = 4000;
const MOST_CAUSES = 4;

/** The marks of an error that are short words or numbers, and never what was sent. */
const MARKS = ['code', 'errcode', 'status', 'statusCode', 'syscall'] as const;

/**
 * What a log tells of an error: SDKs hang whole requests on theirs, with headers, keys and words. Hidden before
 * it is cut, for half a secret is not recognised.
 */
export function describeError(thrown: unknown, conceal: Concealment, depth = MOST_CAUSES): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { name, message, stack, cause } = thrown;
  const marks = MARKS.map((mark) => [mark, Reflect.get(thrown, mark)] as const).filter(isShort);
  return {
    type: name,
    message: conceal(message).slice(0, LONGEST_MESSAGE),
    ...Object.fromEntries(marks),
    stack: stack && conceal(stack).slice(0, LONGEST_STACK),
    ...(cause instanceof Error && depth > 0 && { cause: describeError(cause, conceal, depth - 1) }),
  };
}

const isShort = ([, value]: readonly [string, unknown]): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length < 40);
