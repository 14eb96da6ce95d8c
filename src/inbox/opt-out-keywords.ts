/** The effect of a keyword at the carrier, which opts people out or in and answers by itself. */
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

/** Returns the keyword when it is the whole text, in upper or lower case. */
export const optOutKeyword = (text: string): OptOutKeyword | undefined =>
  WORDS.get(text.trim().toUpperCase());
