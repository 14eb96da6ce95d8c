import fc from 'fast-check';

/** Words for a part of what there is. */
export const PARTS = [
  ...['pending', 'offline', 'crashloop', 'privileged', 'orphaned', 'stale', 'suspended'],
  ...['unassigned', 'imported', 'top', 'failing'],
];

/** Words for what is no longer, or not at all, one of them. */
export const OTHERS = [
  ...['archived', 'historical', 'known', 'acknowledged', 'dismissed', 'deleted'],
  ...['retired', 'expired', 'resolved'],
];

/** Words of tools that change something, or open a stream. */
export const CHANGING_VERBS = [
  ...['delete', 'restart', 'stop', 'update', 'watch', 'subscribe_to'],
  ...['list_and_purge', 'get_or_create', 'show_and_clear', 'fetch_and_reset'],
];

export const VERBS = ['list', 'get', 'show', 'fetch', 'enumerate'];

const STYLES: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('-'),
  ([first = '', ...rest]) =>
    first + rest.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join(''),
];

/** A name of a tool, and the noun in it. */
export const toolName = (
  nouns: readonly string[],
  verbs: readonly string[],
  qualifiers: readonly string[] = [],
) =>
  fc
    .record({
      verb: fc.constantFrom(...verbs),
      qualifier: qualifiers.length > 0 ? fc.constantFrom(...qualifiers) : fc.constant(undefined),
      noun: fc.constantFrom(...nouns),
      style: fc.constantFrom(...STYLES),
    })
    .map(({ verb, qualifier, noun, style }) => ({
      noun,
      name: style([verb, ...(qualifier === undefined ? [] : [qualifier]), noun]),
    }));
