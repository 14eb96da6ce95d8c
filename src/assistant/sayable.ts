import type { Mask } from './mask.ts';

const LONGEST = 4000;

/** Lines that look like the relay's own: only the relay asks for codes, and nobody for the carrier's words. */
const NOT_ITS_TO_SAY =
  /\bok\W{0,3}\d{4}\b|\b(?:text|reply|send|type|answer)\W{1,3}(?:with\W{1,3})?(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info|ok)\b|\b\d{6}\b.{0,40}\bdigits\b/i;

/** The model's words as a phone can show them: no markup, no secrets, nothing in the relay's name. */
export function sayable(text: string, mask: Mask): string {
  return mask(text.slice(0, LONGEST))
    .replaceAll(/^\s{0,9}```[^\n]*$/gm, '')
    .replaceAll(/^\s{0,9}#{1,6}\s+/gm, '')
    .replaceAll(/^(\s{0,9})[*•]\s+/gm, '$1- ')
    .replaceAll(/\*\*([^*\n]{1,300})\*\*|__([^_\n]{1,300})__/g, '$1$2')
    .replaceAll('`', '')
    .replaceAll(/\[([^\]\n]{1,200})\]\((https?:\/\/[^)\s]{1,300})\)/g, '$1 ($2)')
    .split('\n')
    .filter((line) => !NOT_ITS_TO_SAY.test(line))
    .join('\n')
    .replaceAll(/\n{2,}/g, '\n')
    .trim();
}
