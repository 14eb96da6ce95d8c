/** Yields an error and its causes, the outermost first: libraries wrap the errors of others. */
export function* causesOf(thrown: unknown): Generator<Error> {
  for (let at = thrown; at instanceof Error; at = at.cause === at ? undefined : at.cause) yield at;
}

/** Returns the code of an error itself: a name of Node's, a status, or a number of a protocol. */
export function errorCodeOf(thrown: unknown): string | number | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

/** Returns the codes of an error and of its causes. */
export const codesOf = (thrown: unknown): readonly (string | number)[] =>
  [...causesOf(thrown)].flatMap((cause) => errorCodeOf(cause) ?? []);
