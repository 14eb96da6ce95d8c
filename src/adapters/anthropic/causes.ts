/** Yields an error and its causes, the outermost first: the SDK wraps errors of other libraries. */
export function* causesOf(thrown: unknown): Generator<Error> {
  for (let at = thrown; at instanceof Error; at = at.cause) yield at;
}
