/** Words that belong to the carrier: it opts people out and in by them, and answers by itself. */
const CARRIER_WORDS: ReadonlySet<string> = new Set([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  ...['START', 'YES', 'UNSTOP'],
  ...['HELP', 'INFO'],
]);

/** Whether the whole text is one of the carrier's words, in any case. */
export const isCarrierWord = (text: string): boolean =>
  CARRIER_WORDS.has(text.trim().toUpperCase());
