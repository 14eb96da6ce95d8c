import { expect } from 'vitest';

/** A text like this, wherever in an expected value. */
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

export const containing = (words: string): unknown => expect.stringContaining(words);

/** An object with at least these. */
export const having = (fields: object): unknown => expect.objectContaining(fields);
