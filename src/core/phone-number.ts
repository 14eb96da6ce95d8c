import { err, ok, type Result } from './result.ts';

/** A phone number in E.164 form. Only `parsePhoneNumber` makes one. */
export type PhoneNumber = string & { readonly __brand: 'PhoneNumber' };

const isE164 = (text: string): text is PhoneNumber => /^\+[1-9]\d{6,14}$/.test(text);

export function parsePhoneNumber(raw: string): Result<PhoneNumber, string> {
  const compact = raw.replaceAll(/[\s().-]/g, '');
  return isE164(compact)
    ? ok(compact)
    : err(`"${raw}" is not an international number like +15551234567`);
}

/** The form of a number that may appear in a log: its last two digits. */
export const maskNumber = (number: PhoneNumber): string => `...${number.slice(-2)}`;
