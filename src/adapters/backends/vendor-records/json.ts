/** Data from outside, as what little is known of it. */
export const isList = (data: unknown): data is readonly unknown[] => Array.isArray(data);

/** What an object holds, by its keys; nothing of anything that is no object. */
export const entriesOf = (data: unknown): readonly (readonly [string, unknown])[] =>
  typeof data === 'object' && data !== null && !isList(data) ? Object.entries(data) : [];
