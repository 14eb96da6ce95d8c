import { type Address, parseAddress } from '../core/address.ts';
import { err, ok, type Result } from '../core/result.ts';
import { isMember, nameField } from './form-check.ts';
import { fieldsIn } from './form-line.ts';

/** The carrier's own reaction to a text: it opted the person out or in, or sent them its help. */
const OPT_OUT_TYPES: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

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
  readonly optOut: 'stop' | 'start' | 'help' | undefined;
}

/** The fields that every text has. */
const REQUIRED = ['MessageSid', 'From', 'To'] as const;

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
  if (unknown !== undefined) return `unknown field ${nameField(unknown)}`;
  const hasWordsBefore = names.includes('AddOns') || names.includes('Address');
  return hasWordsBefore && !names.includes('ApiVersion') ? 'ApiVersion is missing' : undefined;
}

/** A number exactly as carriers write it, without optional characters. */
const STRICT = /^(?:[A-Za-z]+:)?\+\d+$/;

/**
 * Reads a signed form; the form check has validated its values, so that they are read as they are. Returns `undefined` when the
 * sender is no phone number: such a text gets no answer.
 */
export function readInboundText(
  form: unknown,
  isOurs: (to: string) => boolean,
): Result<InboundText | undefined, string> {
  const fields = fieldsIn(form);
  const fault = faultAround(Object.keys(fields));
  if (fault !== undefined) return err(fault);
  const missing = REQUIRED.find((name) => typeof fields[name] !== 'string');
  if (missing !== undefined) return err(`${missing} is missing`);
  const read = (name: string, usual = ''): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : usual;
  };
  const sid = read('MessageSid');
  if (read('SmsSid', sid) !== sid || read('SmsMessageSid', sid) !== sid) {
    return err('message ids differ');
  }
  const to = read('To');
  if (!isOurs(to)) return err('To is not an address of the relay');
  const sender = read('From');
  const from = STRICT.test(sender) ? parseAddress(sender) : undefined;
  const media = Number(read('NumMedia', '0'));
  const segments = Number(read('NumSegments', '1'));
  const optOut = OPT_OUT_TYPES.get(read('OptOutType'));
  return ok(from && { sid, from, to, body: read('Body'), media, segments, optOut });
}
