import { isGsm7, segments } from '../sms/gsm7.ts';

/** What a text is on the air, and what it costs. */
export interface Bill {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly characters: number;
  readonly segments: number;
  readonly cents: number;
}

/** List prices in the US, carrier fees not included. */
const CENTS = {
  segment: 0.83,
  picture: { in: 1, out: 2.2 },
  whatsapp: 0.5,
} as const;

const UCS2 = { alone: 70, part: 67 };

/** Price one text. WhatsApp and pictures are counted by the message, everything else by the segment. */
export function priceOf(
  { body, channel, media }: { body: string; channel: 'sms' | 'whatsapp'; media: number },
  way: 'in' | 'out',
): Bill {
  const encoding = isGsm7(body) ? 'GSM-7' : 'UCS-2';
  const units = encoding === 'GSM-7' ? segments(body) : ucs2Segments(body.length);
  const count = channel === 'whatsapp' || media > 0 ? 1 : units;
  return { encoding, characters: body.length, segments: count, cents: cents() };

  function cents(): number {
    if (channel === 'whatsapp') return CENTS.whatsapp;
    return media > 0 ? CENTS.picture[way] : CENTS.segment * count;
  }
}

const ucs2Segments = (units: number): number =>
  units <= UCS2.alone ? 1 : Math.ceil(units / UCS2.part);
