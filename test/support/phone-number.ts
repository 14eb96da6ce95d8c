import { type PhoneNumber, parsePhoneNumber } from '../../src/core/phone-number.ts';

/** A number in a test, checked like any other. */
export function number(text: string): PhoneNumber {
  const parsed = parsePhoneNumber(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

export const RELAY = number('+15550100000');
export const ALICE = number('+15550100001');
export const BOB = number('+15550100002');
export const CAROL = number('+15550100003');
export const STRANGER = number('+15550199999');
