/** An error and all that caused it, the outermost first: the SDK wraps what others throw. */
export function* causesOf(thrown: unknown): Generator<Error> {
  for (let at = thrown; at instanceof Error; at = at.cause) yield at;
}
