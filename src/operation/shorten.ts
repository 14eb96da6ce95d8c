const MAX_LENGTH = 60;

/** Returns the beginning of a message on one line, at most 60 characters and without its full stop. */
export function shorten(message: string): string {
  const line = message
    .slice(0, 4 * MAX_LENGTH)
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (line.length > MAX_LENGTH) return `${line.slice(0, MAX_LENGTH - 3).trimEnd()}...`;
  return line.endsWith('.') ? line.slice(0, -1) : line;
}
