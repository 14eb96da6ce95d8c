import type { Gap } from './find-gaps.ts';

const MAX_NAMED = 5;

/** The beginning of the sentence for each kind, in the order of the text. */
const SENTENCES: readonly (readonly [kind: Gap['kind'], begin: string])[] = [
  ['unwatched', 'Nothing watches'],
  ['silent', 'No report for a month from'],
  ['no-heartbeat', 'No heartbeat from'],
  ['single', 'No second look at'],
];

/** `Nothing watches: backups of plex. No second look at: sw-attic +3.` */
export function wordGaps(gaps: readonly Gap[], max = MAX_NAMED): string {
  const named = gaps.slice(0, max);
  const sentences = SENTENCES.flatMap(([kind, begin]) => {
    const names = named.filter((gap) => gap.kind === kind).map(({ name }) => name);
    return names.length > 0 ? [`${begin}: ${names.join(', ')}.`] : [];
  });
  const more = gaps.length > max ? [`+${gaps.length - max} more.`] : [];
  return [...sentences, ...more].join(' ');
}
