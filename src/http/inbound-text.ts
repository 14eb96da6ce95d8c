import { z } from 'zod';
import { type Address, parseAddress } from '../core/address.ts';
import { err, ok, type Result } from '../core/result.ts';
import { isMember } from './form-check.ts';

/** The carrier's own reaction to a text: it opted the person out or in, or sent them its help. */
const OPT_OUT_TYPES = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

/** An incoming text, as the carrier describes it. */
export interface InboundText {
  readonly sid: string;
  readonly from: Address;
  /** The receiving address, as the carrier writes it: answers go out from there. */
  readonly to: string;
  readonly body: string;
  /** The number of attached pictures. */
  readonly media: number;
  /** The number of segments that the carrier bills. */
  readonly segments: number;
  readonly optOut: (typeof OPT_OUT_TYPES)[keyof typeof OPT_OUT_TYPES] | undefined;
}

const count = (usual: number) => z.coerce.number().int().min(0).default(usual);

/** The format of the values is validated with the whole form. */
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
 * The fields directly before and after the body of a text in the signed line. Any other name there could be a
 * piece that was split off the body, so a new field of Twilio's has to be added here.
 */
const AROUND_BODY: ReadonlySet<string> = new Set([
  ...['AccountSid', 'AddOns', 'Address', 'ApiVersion', 'Body'],
  ...['ErrorCode', 'ErrorUrl', 'EventType', 'Forwarded', 'FrequentlyForwarded'],
  ...['From', 'FromCity', 'FromCountry', 'FromState', 'FromZip'],
]);
const LAST_AROUND_BODY = 'FromZip';

/** Returns the reason why words may be missing at the beginning or the end of a body. */
function faultAround(names: readonly string[]): string | undefined {
  const isKnown = (name: string) =>
    name > LAST_AROUND_BODY || AROUND_BODY.has(name) || isMember(name);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) return `unknown field ${unknown.slice(0, 40)}`;
  const hasWordsBefore = names.includes('AddOns') || names.includes('Address');
  return hasWordsBefore && !names.includes('ApiVersion') ? 'ApiVersion is missing' : undefined;
}

/** A number exactly as carriers write it, without optional characters. */
const STRICT = /^(?:[A-Za-z]+:)?\+\d+$/;

/** Reads a signed and validated form. Returns `undefined` when the sender is no phone number: such a text gets no answer. */
export function readInboundText(
  form: unknown,
  isOurs: (to: string) => boolean,
): Result<InboundText | undefined, string> {
  const fault = faultAround(Object.keys(form ?? {}));
  if (fault !== undefined) return err(fault);
  const read = Form.safeParse(form);
  if (!read.success) return err(`${String(read.error.issues[0]?.path[0])} is missing`);
  const { MessageSid: sid, SmsSid = sid, SmsMessageSid = sid, ...rest } = read.data;
  if (SmsSid !== sid || SmsMessageSid !== sid) return err('message ids differ');
  if (!isOurs(rest.To)) return err('To is not an address of the relay');
  const from = STRICT.test(rest.From) ? parseAddress(rest.From) : undefined;
  const { To: to, Body: body, NumMedia: media, NumSegments: segments, OptOutType } = rest;
  const optOut = OptOutType && OPT_OUT_TYPES[OptOutType];
  return ok(from && { sid, from, to, body, media, segments, optOut });
}
