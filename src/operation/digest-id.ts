import { hash } from 'node:crypto';

/** Derives a short id for a thing that has none of its own, such as a log line. */
export const digestId = (...parts: readonly string[]): string =>
  hash('sha1', parts.join('\n'), 'base64url').slice(0, 12);
