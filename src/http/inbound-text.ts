import { z } from 'zod';
import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';

/** A text as the carrier describes it. */
export interface InboundText {
  readonly sid: string;
  readonly from: PhoneNumber;
  readonly body: string;
  /** How many pictures came with it. */
  readonly media: number;
}

const Form = z.object({
  MessageSid: z.string().min(1).max(64).optional(),
  /** The older name of the same id. */
  SmsSid: z.string().min(1).max(64).optional(),
  From: z.string().max(64),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).catch(0),
});

/** Channels on which people text by phone number, such as `whatsapp:+15551234567`. */
const CHANNELS: ReadonlySet<string> = new Set(['sms', 'whatsapp', 'rcs']);

/** Read a signed form. Nothing when it is no text from a phone number: then nobody is answered. */
export function readInboundText(form: unknown): InboundText | undefined {
  const read = Form.safeParse(form);
  if (!read.success) return undefined;
  const { MessageSid, SmsSid, From, Body, NumMedia } = read.data;
  const sid = MessageSid ?? SmsSid;
  const from = numberIn(From);
  return sid && from ? { sid, from, body: Body, media: NumMedia } : undefined;
}

function numberIn(address: string): PhoneNumber | undefined {
  const [channel = '', number] = address.includes(':') ? address.split(':', 2) : ['sms', address];
  if (!CHANNELS.has(channel.toLowerCase()) || number === undefined) return undefined;
  const parsed = parsePhoneNumber(number);
  return parsed.ok ? parsed.value : undefined;
}
