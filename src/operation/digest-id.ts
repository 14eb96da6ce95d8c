import { hash } from 'node:crypto';

/** A short id for a thing that has none of its own, such as a line of a log. */
export const digestId = (...parts: readonly string[]): string =>
  hash('sha1', parts.join('\n'), 'base64url').slice(0, 12);
