import { z } from 'zod';
import { type Address, parseAddress } from '../core/address.ts';

/** What the carrier did by itself because of this text: opted the person out, in, or told them how. */
const OPT_OUT_TYPES = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

/** A text as the carrier describes it. */
export interface InboundText {
  readonly sid: string;
  readonly from: Address;
  /** The address that was texted, as the carrier writes it: answers come from there. */
  readonly to: string | undefined;
  readonly body: string;
  /** How many pictures came with it. */
  readonly media: number;
  /** As the carrier counts them, and bills. */
  readonly segments: number;
  readonly optOut: (typeof OPT_OUT_TYPES)[keyof typeof OPT_OUT_TYPES] | undefined;
}

const MOST_SEGMENTS = 100;

const Form = z.object({
  MessageSid: z.string().min(1).max(64).optional(),
  /** The older name of the same id. */
  SmsSid: z.string().min(1).max(64).optional(),
  From: z.string().max(64),
  To: z.string().min(1).max(64).optional().catch(undefined),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).catch(0),
  NumSegments: z.coerce.number().int().min(1).max(MOST_SEGMENTS).catch(1),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
});

/** Read a signed form. Nothing when it is no text from a phone number: then nobody is answered. */
export function readInboundText(form: unknown): InboundText | undefined {
  const read = Form.safeParse(form);
  if (!read.success) return undefined;
  const { MessageSid, SmsSid, From, To, Body, NumMedia, NumSegments, OptOutType } = read.data;
  const sid = MessageSid ?? SmsSid;
  const from = parseAddress(From);
  if (!sid || !from) return undefined;
  const optOut = OptOutType && OPT_OUT_TYPES[OptOutType];
  const [to, media, segments] = [To, NumMedia, NumSegments];
  return { sid, from, to, body: Body, media, segments, optOut };
}
