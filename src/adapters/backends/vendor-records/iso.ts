/** Converts epoch milliseconds to ISO 8601; undefined for times out of range. */
export const isoOf = (at: number | undefined): string | undefined =>
  at === undefined || Math.abs(at) > 8.64e15 ? undefined : new Date(at).toISOString();
