export const isList = (data: unknown): data is readonly unknown[] => Array.isArray(data);

/** Returns the entries of an object; none for anything else. */
export const entriesOf = (data: unknown): readonly (readonly [string, unknown])[] =>
  typeof data === 'object' && data !== null && !isList(data) ? Object.entries(data) : [];
