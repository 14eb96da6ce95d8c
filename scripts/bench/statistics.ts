/** Returns the value below which the given share of the values lies. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Formats the median, and the bounds of the middle half of the values. */
export const formatSpread = (values: readonly number[], digits: number): string => {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
    quantile(values, share).toFixed(digits),
  );
  return `${middle} (${low} to ${high})`;
};
