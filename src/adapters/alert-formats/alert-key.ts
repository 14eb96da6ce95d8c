import { createHash } from 'node:crypto';

const MAX_LENGTH = 300;

/** Returns a short key that tells apart what the words tell apart, without revealing them. */
export const hashKey = (...words: readonly (string | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32);

/** Returns a key as it is, or its hash when it is long or when a database could refuse it. */
export const toKey = (key: string): string =>
  key.length <= MAX_LENGTH && key.isWellFormed() && !/\p{Cc}/u.test(key) ? key : hashKey(key);
