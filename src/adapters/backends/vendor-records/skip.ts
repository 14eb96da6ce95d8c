/** A record that was understood, and is none of those that are asked for: a template, an old alarm. */
export const SKIPPED = Symbol('skipped');

/** One thing from a source's record of it, if the record says what must be known. */
export type Read<T> = (record: unknown, now: number) => T | typeof SKIPPED | undefined;
