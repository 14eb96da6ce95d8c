import { z } from 'zod';
import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';

/** The channels on which people text by phone number. */
const CHANNELS = ['sms', 'whatsapp', 'rcs'] as const;

type Channel = (typeof CHANNELS)[number];

/** Who wrote, and on which channel they can be answered. */
interface Sender {
  readonly from: PhoneNumber;
  readonly channel: Channel;
}

/** A text as the carrier describes it. */
export interface InboundText extends Sender {
  readonly sid: string;
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

/** Read a signed form. Nothing when it is no text from a phone number: then nobody is answered. */
export function readInboundText(form: unknown): InboundText | undefined {
  const read = Form.safeParse(form);
  if (!read.success) return undefined;
  const { MessageSid, SmsSid, From, Body, NumMedia } = read.data;
  const sid = MessageSid ?? SmsSid;
  const sender = senderIn(From);
  return sid && sender ? { sid, ...sender, body: Body, media: NumMedia } : undefined;
}

/** Read `+15551234567` or `whatsapp:+15551234567`. */
function senderIn(address: string): Sender | undefined {
  const [, prefix = 'sms', number = ''] = /^(?:([a-z]+):)?([^:]+)$/i.exec(address) ?? [];
  const channel = CHANNELS.find((name) => name === prefix.toLowerCase());
  const from = parsePhoneNumber(number);
  return channel && from.ok ? { from: from.value, channel } : undefined;
}
