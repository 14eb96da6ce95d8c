const MAX_NAME = 24;

/** Shortens a name that is too long for a text. */
export const shortenName = (name: string, max = MAX_NAME): string =>
  name.length > max ? `${name.slice(0, max - 2).trimEnd()}..` : name;
