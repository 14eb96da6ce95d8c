/** Marks a record that is valid but does not belong in the list, such as a template or an old alarm. */
export const SKIPPED = Symbol('skipped');

/** Reads one item from a record; undefined if the record lacks a required field. */
export type Read<T> = (record: unknown, now: number) => T | typeof SKIPPED | undefined;
