/** The value below which `share` of them lie. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median, and between which values the middle half lies. */
export const withSpread = (values: readonly number[], digits: number): string => {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
    quantile(values, share).toFixed(digits),
  );
  return `${middle} (${low} to ${high})`;
};
