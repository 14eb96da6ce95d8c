import { z } from 'zod';
import { type Address, parseAddress } from '../channels/address.ts';
import { err, ok, type Result } from '../core/result.ts';
import { isMember } from './form-check.ts';

/** What the carrier did by itself because of this text: opted the person out, in, or told them how. */
const OPT_OUT_TYPES = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

/** A text as the carrier describes it. */
export interface InboundText {
  readonly sid: string;
  readonly from: Address;
  /** The address that was texted, as the carrier writes it: answers come from there. */
  readonly to: string;
  readonly body: string;
  /** How many pictures came with it. */
  readonly media: number;
  /** As the carrier counts them, and bills. */
  readonly segments: number;
  readonly optOut: (typeof OPT_OUT_TYPES)[keyof typeof OPT_OUT_TYPES] | undefined;
}

const count = (usual: number) => z.coerce.number().int().min(0).default(usual);

/** The shapes of its values are checked with the whole form. */
const Form = z.object({
  MessageSid: z.string(),
  SmsSid: z.string().optional(),
  SmsMessageSid: z.string().optional(),
  From: z.string(),
  To: z.string(),
  Body: z.string().default(''),
  NumMedia: count(0),
  NumSegments: count(1),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
});

/**
 * The fields that stand in front of the words of a text or directly behind them. What another name cut off
 * there would be as good as a word of the text, so that a new field of Twilio's has to be added here.
 */
const AROUND_BODY: ReadonlySet<string> = new Set([
  ...['AccountSid', 'AddOns', 'Address', 'ApiVersion', 'Body'],
  ...['ErrorCode', 'ErrorUrl', 'EventType', 'Forwarded', 'FrequentlyForwarded'],
  ...['From', 'FromCity', 'FromCountry', 'FromState', 'FromZip'],
]);
const LAST_AROUND_BODY = 'FromZip';

/** Why words could be missing at the beginning or the end of a text. */
function faultAround(names: readonly string[]): string | undefined {
  const isKnown = (name: string) =>
    name > LAST_AROUND_BODY || AROUND_BODY.has(name) || isMember(name);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) return `the field ${unknown.slice(0, 40)} is not known`;
  const hasWordsBefore = names.includes('AddOns') || names.includes('Address');
  return hasWordsBefore && !names.includes('ApiVersion') ? 'ApiVersion is missing' : undefined;
}

/** A number as carriers write it, with nothing in it that may be left out. */
const STRICT = /^(?:[A-Za-z]+:)?\+\d+$/;

/** Reads a signed and checked form. `undefined` when nobody with a phone wrote it: nobody is answered. */
export function readInboundText(
  form: unknown,
  isOurs: (to: string) => boolean,
): Result<InboundText | undefined, string> {
  const fault = faultAround(Object.keys(form ?? {}));
  if (fault !== undefined) return err(fault);
  const read = Form.safeParse(form);
  if (!read.success) return err(`${String(read.error.issues[0]?.path[0])} is missing`);
  const { MessageSid: sid, SmsSid = sid, SmsMessageSid = sid, ...rest } = read.data;
  if (SmsSid !== sid || SmsMessageSid !== sid) return err('two ids');
  if (!isOurs(rest.To)) return err('To is not ours');
  const from = STRICT.test(rest.From) ? parseAddress(rest.From) : undefined;
  const { To: to, Body: body, NumMedia: media, NumSegments: segments, OptOutType } = rest;
  const optOut = OptOutType && OPT_OUT_TYPES[OptOutType];
  return ok(from && { sid, from, to, body, media, segments, optOut });
}
