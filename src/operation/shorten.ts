const MAX_LENGTH = 60;

/** The beginning of a message on one line, as much of it as names what happened. */
export function shorten(message: string): string {
  const line = message
    .slice(0, 4 * MAX_LENGTH)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 3).trimEnd()}...` : line;
}
