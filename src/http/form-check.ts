import { CARRIER_STATES } from '../channels/delivery-state.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { fieldsIn, formLine } from './form-line.ts';
import type { SignedRequest } from './twilio-signature.ts';

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
/** Any words: every value has this format, and looking for it would read the rest of the line each time. */
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

/** Families of field names that Twilio extends, such as `ButtonText`; within JSON a quote follows such a name. The first group is the rest of the name. */
const FAMILY = '(?:Button|Channel|External|Flow)(?=([A-Z]\\w{0,40}))(?!\\1")';
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
    Object.entries(shapes)
      .filter(([, shape]) => shape !== WORDS)
      .map(([name, shape]) => [name, new RegExp(`^${shape}$`)]),
  );
  const beginnings = Object.entries({ ...shapes, From: SENDER })
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([name, shape]) => (shape === WORDS ? name : `${name}(?=${shape})`));
  const beginning = new RegExp([FAMILY, ...beginnings].join('|'), 'g');

  values.delete('To'); // in a delivery report, it is a person
  let layout: Layout = { names: [], shapes: [], isNamed: true, members: 0 };

  /** Returns what the names alone decide, once for all forms with the same ones. */
  function layoutOf(names: readonly string[]): Layout {
    if (names !== layout.names) {
      const shapes = names.map((name) => values.get(name));
      const isNamed = names.every((name) => NAME.test(name));
      layout = { names, shapes, isNamed, members: names.filter(isMember).length };
    }
    return layout;
  }

  return ({ rawUrl, form }) => {
    const signed = formLine(form);
    if (!signed) return 'not a form';
    const fields = fieldsIn(form);
    const present = layoutOf(signed.names);
    const { isNamed, names, members } = present;
    if (!isNamed) return 'invalid field name';
    const starts = startsOf(fields, present, rawUrl.length);
    if (typeof starts === 'string') return starts;
    if (names[0] !== 'AccountSid' || fields['AccountSid'] !== account.sid) {
      return 'AccountSid is another account';
    }
    const line = rawUrl + signed.text;
    return isOnlySplit(beginning, { line, names, starts, members })
      ? undefined
      : 'field boundaries are ambiguous';
  };
}

/** Returns the positions at which the fields begin in the line, from `start` on; or what is wrong with a value. */
function startsOf(
  fields: Readonly<Record<string, unknown>>,
  { names, shapes }: Layout,
  start: number,
): readonly number[] | string {
  const starts: number[] = [];
  let end = start;
  for (const name of names) {
    const value = fields[name];
    const shape = shapes[starts.length];
    if (typeof value !== 'string') return `${nameField(name)} is repeated`;
    if (shape?.test(value) === false) return `${name} has an invalid value`;
    starts.push(end);
    end += name.length + value.length;
  }
  return starts;
}

/** The properties of a form that its names alone decide. */
interface Layout {
  readonly names: readonly string[];
  /** The format of each value, where it has one. */
  readonly shapes: readonly (RegExp | undefined)[];
  readonly isNamed: boolean;
  /** The number of names that belong to a family. */
  readonly members: number;
}

/** A signed line, and the fields that begin in it. */
interface SplitLine extends Pick<Layout, 'names' | 'members'> {
  readonly line: string;
  readonly starts: readonly number[];
}

/** Returns true when fields begin wherever they could, and those of a family nowhere else. Runs for every text. */
function isOnlySplit(beginning: RegExp, { line, names, starts, members }: SplitLine): boolean {
  let begun = 0;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(line); found; found = beginning.exec(line)) {
    const field = names[starts.indexOf(found.index)];
    if (field === found[0]) continue;
    if (!isOfFamily(found, field, starts)) return false;
    if (field !== undefined) begun += 1;
  }
  return begun === members;
}

/** Returns true where a field of a family begins, and for the last word of a value, such as `Flow`, before the next field. */
function isOfFamily(
  { 0: name, 1: rest, index }: RegExpExecArray,
  field: string | undefined,
  starts: readonly number[],
): boolean {
  if (rest === undefined) return false;
  return field === undefined ? starts.includes(index + name.length) : isMember(field);
}

/** Creates the check that an address, as Twilio writes it, belongs to the relay. */
export function createIsOurs(account: OwnAccount): (to: string) => boolean {
  const ours = new RegExp(`^${oursIn(account)}$`);
  return (to) => ours.test(to);
}
