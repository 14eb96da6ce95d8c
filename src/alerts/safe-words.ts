import { hideCodes, toPlainLine } from '../operation/quote-name.ts';

const MAX_LENGTH = 400;

/** A keyword that a text asks for: the carrier or the relay would act on the answer. */
const ASKED_KEYWORD =
  /(?<=\b(?:text|reply|send|respond|answer)\b[^.!?]{0,20})\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO|ACK)\b/gi;

/** `A=ack`, as the last line of the relay's own texts has it. */
const CHOICE = /\b([a-z])\s?=\s?(?=[a-z])/gi;

/**
 * Returns the words of a source as a text may contain them. Titles and names may be chosen by an attacker: they are one line of
 * plain characters, and ask for nothing that only the relay asks for.
 */
export function toSafeWords(words: string): string {
  return hideCodes(toPlainLine(words.slice(0, MAX_LENGTH)))
    .replaceAll(ASKED_KEYWORD, '#')
    .replaceAll(CHOICE, '$1: ');
}
