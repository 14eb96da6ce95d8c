/** The reaction to a carrier error. */
type Consequence =
  /** Send it again after a while, at most `times` times; then give up. */
  | { readonly do: 'retry'; readonly afterMs: number; readonly times: number }
  /** No retry, since the same text would fail again; no suppression, since another channel may work later. */
  | { readonly do: 'give-up' }
  /** No retry, and no other text to this phone until it texts the relay. */
  | { readonly do: 'suppress' };

export interface CarrierError {
  readonly consequence: Consequence;
  /** The error and its remedy, in words for operators. */
  readonly sentence: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ALWAYS = Number.POSITIVE_INFINITY;

const retry = (afterMs: number, times: number, sentence: string): CarrierError => ({
  consequence: { do: 'retry', afterMs, times },
  sentence,
});
const giveUp = (sentence: string): CarrierError => ({ consequence: { do: 'give-up' }, sentence });
const suppress = (sentence: string): CarrierError => ({
  consequence: { do: 'suppress' },
  sentence,
});

/** The code of a person's own STOP, whether the carrier reported it or the relay read it. */
export const OPTED_OUT = 21610;

/** The relay's own code: the phone is nobody's on the list, or of somebody who is locked out. */
export const NOT_ALLOWED = 1;

/** The relay's own code: TEXTS_MONTHLY_USD is used up. */
export const OVER_LIMIT = 2;

/** @see https://www.twilio.com/docs/api/errors */
const ERRORS: Readonly<Record<number, CarrierError>> = {
  [NOT_ALLOWED]: giveUp('this phone is locked out, or not on the list any more'),
  [OVER_LIMIT]: giveUp("the month's limit for texts is used up"),
  20003: retry(5 * MINUTE, ALWAYS, 'Twilio refuses the account SID or the auth token'),
  20404: giveUp('Twilio does not know this account'),
  20429: retry(30 * SECOND, ALWAYS, 'Twilio asks to slow down'),
  21211: suppress('this is not a phone number'),
  21212: giveUp('TWILIO_PHONE_NUMBER is not a phone number'),
  21216: giveUp('the account needs an approved customer profile'),
  21408: giveUp("texts to this country are off: switch it on in Twilio's geo permissions"),
  21606: giveUp('TWILIO_PHONE_NUMBER is not a number of this account that can text'),
  21608: giveUp('a trial account texts verified numbers only: verify it in the console'),
  21609: giveUp('PUBLIC_URL is not an address that Twilio can call'),
  21611: retry(2 * MINUTE, 3, "the number's queue is full"),
  [OPTED_OUT]: suppress('opted out: text START to bring texts back'),
  21614: suppress('this is not a mobile number'),
  21617: giveUp('the text was too long'),
  21635: suppress('this is a landline'),
  30001: retry(2 * MINUTE, 3, "the carrier's queue overflowed"),
  30003: retry(5 * MINUTE, 1, 'the phone is off or out of reach'),
  30004: giveUp('the phone or its network blocks our texts'),
  30005: retry(5 * MINUTE, 1, 'this number is not in service any more'),
  30006: suppress('this is a landline, or its network takes no texts'),
  30007: giveUp('the network filtered the text as spam'),
  30008: retry(2 * MINUTE, 1, 'lost on the way, and the network does not say why'),
  30024: giveUp('the number is not ready to text yet'),
  30032: giveUp('the toll-free number is not verified: verify it in the console'),
  30034: giveUp('the number is not registered for A2P 10DLC: register it in the console'),
  30035: giveUp("the number's registration is still under way"),
  30036: giveUp('it would have come too late'),
  30450: giveUp('held back as suspected fraud: put the phone on the Global Safe List'),
  30453: giveUp('held back as suspected fraud: put the phone on the Global Safe List'),
  63016: giveUp('WhatsApp allows free text only within 24 hours of your last message'),
  63036: giveUp('the phone cannot be reached by RCS'),
};

/** Returns the meaning of a code. One that is not in the table is final, for retries might cost for ever. */
export const carrierError = (code: number): CarrierError =>
  ERRORS[code] ?? giveUp(`Twilio failed with error ${code}`);
