import type { Address, Channel } from '../core/address.ts';
import { maskNumber, type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import { ok, type Result } from '../core/result.ts';
import type { QuietHours } from './quiet-hours.ts';

/** Identifies a person: their name, or the number of somebody who was given none. */
export type PersonId = string & { readonly __brand: 'PersonId' };

/** A viewer may only look; an operator may also act. */
export type Role = 'operator' | 'viewer';

/** A person who may text the relay. */
export interface Person {
  readonly id: PersonId;
  /** Missing for people who are listed by their number alone. */
  readonly name?: string;
  readonly role: Role;
  /** The addresses they text from; by itself the relay texts the first. */
  readonly addresses: readonly [Address, ...Address[]];
  /** The time zone in which they read times: `Europe/Berlin`. */
  readonly timeZone: string;
  /** When they want to be left alone; for texts that nobody asked for. */
  readonly quiet?: QuietHours | undefined;
}

/** The settings of somebody with a name. */
interface PersonSettings extends Pick<Person, 'role' | 'timeZone' | 'quiet'> {
  readonly sms?: PhoneNumber | undefined;
  readonly whatsapp?: PhoneNumber | undefined;
}

/** Creates somebody who may text from any channel of a number, and is known by it. */
export const personOfNumber = (number: PhoneNumber, role: Role, timeZone: string): Person => ({
  id: toPersonId(number),
  role,
  timeZone,
  addresses: [
    { channel: 'sms', number },
    { channel: 'rcs', number },
    { channel: 'whatsapp', number },
  ],
});

/** Creates somebody with a name, who may text only from the phones that are named; `undefined` without any. */
export function namedPerson(
  name: string,
  { sms, whatsapp, ...settings }: PersonSettings,
): Person | undefined {
  const [first, ...more]: readonly Address[] = [
    // A phone decides by itself whether a text becomes RCS.
    ...(sms ? [onChannel('sms', sms), onChannel('rcs', sms)] : []),
    ...(whatsapp ? [onChannel('whatsapp', whatsapp)] : []),
  ];
  return first && { id: toPersonId(name), name, ...settings, addresses: [first, ...more] };
}

const onChannel = (channel: Channel, number: PhoneNumber): Address => ({ channel, number });

const isId = (text: string): text is PersonId => text !== '';

export function toPersonId(text: string): PersonId {
  if (!isId(text)) throw new Error('a person needs a name or a number');
  return text;
}

export const PERSON_NAME = /^[a-z][a-z0-9-]{0,19}$/;

/** Reads a name, or a number in any form. */
export function parsePersonId(text: string): Result<PersonId, string> {
  const name = text.trim().toLowerCase();
  if (PERSON_NAME.test(name)) return ok(toPersonId(name));
  const number = parsePhoneNumber(text);
  return number.ok ? ok(toPersonId(number.value)) : number;
}

/** Returns the numbers of a person, each once. */
export const numbersOf = ({ addresses }: Pick<Person, 'addresses'>): readonly PhoneNumber[] => [
  ...new Set(addresses.map(({ number }) => number)),
];

/** `anna`, or `...01` for somebody without a name. */
export const describePerson = ({ name, addresses: [first] }: Person): string =>
  name ?? maskNumber(first.number);
