/** What a word does at the carrier: it opts people out and in by it, and answers by itself. */
export type OptOutKeyword = 'stop' | 'start' | 'help';

const WORDS: ReadonlyMap<string, OptOutKeyword> = new Map([
  ['STOP', 'stop'],
  ['STOPALL', 'stop'],
  ['UNSUBSCRIBE', 'stop'],
  ['CANCEL', 'stop'],
  ['END', 'stop'],
  ['QUIT', 'stop'],
  ['REVOKE', 'stop'],
  ['OPTOUT', 'stop'],
  ['START', 'start'],
  ['YES', 'start'],
  ['UNSTOP', 'start'],
  ['HELP', 'help'],
  ['INFO', 'help'],
]);

/** The carrier's word that is the whole text, in any case. */
export const optOutKeyword = (text: string): OptOutKeyword | undefined =>
  WORDS.get(text.trim().toUpperCase());
