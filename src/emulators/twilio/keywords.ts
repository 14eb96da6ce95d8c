/** The carrier's reaction to a keyword that is the whole text. */
interface Keyword {
  readonly does: 'stop' | 'start' | 'help';
  readonly says: string;
}

const STOP: Keyword = {
  does: 'stop',
  says: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
};
const START: Keyword = {
  does: 'start',
  says: 'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};
const HELP: Keyword = {
  does: 'help',
  says: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].map(
    (word) => [word, STOP] as const,
  ),
  ...['START', 'YES', 'UNSTOP'].map((word) => [word, START] as const),
  ...['HELP', 'INFO'].map((word) => [word, HELP] as const),
]);

export const keywordIn = (body: string): Keyword | undefined =>
  KEYWORDS.get(body.trim().toUpperCase());
