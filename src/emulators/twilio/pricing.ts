import { isWhole, listCents } from '../../channels/list-price.ts';
import { isGsm7, segments } from '../../sms/gsm7.ts';

/** The encoding, segments and price of a text. */
export interface Bill {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly characters: number;
  readonly segments: number;
  readonly cents: number;
}

const UCS2 = { alone: 70, part: 67 };

/** Prices one text by the price list. */
export function priceOf(
  { body, channel, media }: { body: string; channel: 'sms' | 'whatsapp'; media: number },
  way: 'in' | 'out',
): Bill {
  const encoding = isGsm7(body) ? 'GSM-7' : 'UCS-2';
  const units = encoding === 'GSM-7' ? segments(body) : ucs2Segments(body.length);
  const count = isWhole({ channel, media }) ? 1 : units;
  const cents = listCents({ channel, media, segments: count }, way);
  return { encoding, characters: body.length, segments: count, cents };
}

const ucs2Segments = (units: number): number =>
  units <= UCS2.alone ? 1 : Math.ceil(units / UCS2.part);
