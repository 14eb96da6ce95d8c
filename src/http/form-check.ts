import { CARRIER_STATES } from '../channels/delivery-state.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { createFieldOrder } from './field-order.ts';
import { fieldsIn, type SignedRequest } from './twilio-signature.ts';

/** The Twilio account whose requests are accepted. */
export interface OwnAccount {
  readonly sid: string;
  readonly phoneNumber: PhoneNumber;
}

/** Returns why a signed request is refused; `undefined` when it can be read in one way only. */
export type FormCheck = (request: Pick<SignedRequest, 'rawUrl' | 'form'>) => string | undefined;

const SID = '(?:SM|MM)[0-9a-f]{32}';
const COUNT = '\\d{1,3}';
const FLAG = '(?:true|false)';
const WORDS = '[^]*';

/** The formats of the fields that the relay reads, and of those that may follow the body of a text. */
const SHAPES: Readonly<Record<string, string>> = {
  ...{ AccountSid: 'AC[0-9a-f]{32}', ApiVersion: '\\d{4}-\\d\\d-\\d\\d' },
  ...{ MessageSid: SID, SmsMessageSid: SID, SmsSid: SID, OriginalRepliedMessageSid: SID },
  ...{ NumMedia: COUNT, NumSegments: COUNT, ReferralNumMedia: COUNT },
  ...{ MessageStatus: `(?:${CARRIER_STATES.join('|')})`, OptOutType: '(?:STOP|START|HELP)' },
  ...{ ErrorCode: '\\d{0,6}', ErrorUrl: WORDS, EventType: WORDS },
  ...{ Forwarded: FLAG, FrequentlyForwarded: FLAG },
  ...{ FromCity: WORDS, FromCountry: WORDS, FromState: WORDS, FromZip: WORDS },
};

/** Families of field names that Twilio extends, such as `ButtonText`; within JSON a quote follows such a name. */
const FAMILY = '(?:Button|Channel|External|Flow)(?=(?<rest>[A-Z]\\w{0,40}))(?!\\k<rest>")';
const MEMBER = /^(?:Button|Channel|External|Flow)[A-Z]\w*$/;

/** Returns true when a name belongs to a family that may follow the body of a text. */
export const isMember = (name: string): boolean => MEMBER.test(name);

const MAX_NAME = 40;

/** Returns a field name for the log. A recorded request can be cut so that a name holds the words of a text. */
export const nameField = (name: string): string =>
  name.startsWith('Body') ? 'Body' : name.slice(0, MAX_NAME);

/** The beginning of a sender: a number, a short code, or a channel. In the body of a text a space follows `From`. */
const SENDER = '(?:\\+|\\d{3}|[A-Za-z]{2,20}:\\S)';

/** The relay's own addresses. RCS has an agent in place of a number. */
const oursIn = ({ phoneNumber }: OwnAccount): string =>
  `(?:(?:(?:whatsapp|rcs):)?\\${phoneNumber}|rcs:(?:(?!_agent)\\w){1,80}_agent)`;

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * Twilio signs names and values in one line, without a separator: with a recorded request an attacker can move
 * the field boundaries, and the signature stays valid. So wherever the line could begin one of the fields above,
 * the form must begin it there, and the format of the values defines their end: at most one split of a line fits.
 */
export function createFormCheck(account: OwnAccount): FormCheck {
  const shapes: Readonly<Record<string, string>> = { ...SHAPES, To: oursIn(account) };
  const values = new Map(
    Object.entries(shapes).map(([name, shape]) => [name, new RegExp(`^${shape}$`)]),
  );
  const beginnings = Object.entries({ ...shapes, From: SENDER })
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([name, shape]) => `${name}(?=${shape})`);
  const beginning = new RegExp([FAMILY, ...beginnings].join('|'), 'g');

  const namesOf = createFieldOrder();

  function faultOf(name: string, value: unknown): string | undefined {
    if (!NAME.test(name)) return 'invalid field name';
    if (typeof value !== 'string') return `${nameField(name)} is repeated`;
    // In a delivery report, To is a person.
    return name === 'To' || (values.get(name)?.test(value) ?? true)
      ? undefined
      : `${name} has an invalid value`;
  }

  return ({ rawUrl, form }) => {
    const fields = fieldsIn(form);
    const names = namesOf(fields);
    const begun = new Map<number, string>();
    let line = rawUrl;
    for (const name of names) {
      const value = fields[name];
      const fault = faultOf(name, value);
      if (fault !== undefined || typeof value !== 'string') return fault;
      begun.set(line.length, name);
      line += name + value;
    }
    if (names[0] !== 'AccountSid' || fields['AccountSid'] !== account.sid) {
      return 'AccountSid is another account';
    }
    return isOnlySplit(line.matchAll(beginning), begun)
      ? undefined
      : 'field boundaries are ambiguous';
  };
}

/** Returns true when fields begin wherever they could, and those of a family nowhere else. */
function isOnlySplit(
  beginnings: Iterable<RegExpExecArray>,
  begun: ReadonlyMap<number, string>,
): boolean {
  const members = new Set([...begun].filter(([, name]) => isMember(name)).map(([at]) => at));
  for (const { 0: name, index, groups } of beginnings) {
    const isFamily = groups?.['rest'] !== undefined;
    if (isFamily && members.delete(index)) continue;
    // The last word of a value, such as `Flow`, followed by the name of the next field.
    if (isFamily && begun.has(index + name.length)) continue;
    if (begun.get(index) !== name) return false;
  }
  return members.size === 0;
}

/** Creates the check that an address, as Twilio writes it, belongs to the relay. */
export function createIsOurs(account: OwnAccount): (to: string) => boolean {
  const ours = new RegExp(`^${oursIn(account)}$`);
  return (to) => ours.test(to);
}
