import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../core/secret.ts';

/** One request as it came in: the raw path with its query, the header, the decoded form. */
export interface SignedRequest {
  readonly rawUrl: string;
  readonly signature: unknown;
  readonly form: unknown;
}

/** Says whether Twilio really sent this request. Anything malformed is simply not signed. */
export type SignatureCheck = (request: SignedRequest) => boolean;

/**
 * Twilio signs the public URL followed by every form field, sorted by name, with HMAC-SHA1. Two
 * tokens are accepted while they are rotated.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function createSignatureCheck(tokens: readonly Secret[], publicUrl: string): SignatureCheck {
  const bases = spellings(publicUrl);

  return ({ rawUrl, signature, form }) => {
    const given = textIn(signature);
    const fields = fieldsOf(form);
    if (!given || fields === undefined) return false;
    return tokens.some((token) =>
      bases.some((base) => {
        const hmac = createHmac('sha1', token.reveal()).update(base + rawUrl + fields);
        return timingSafeEqual(given, Buffer.from(hmac.digest('base64')));
      }),
    );
  };
}

/** What Twilio would sign an address and its form with. */
export const signatureOf = (
  address: string,
  form: Readonly<Record<string, string>>,
  token: Secret,
): string =>
  createHmac('sha1', token.reveal())
    .update(`${address}${fieldsOf(form)}`)
    .digest('base64');

const STANDARD_PORTS: Readonly<Record<string, string>> = { https: ':443', http: ':80' };

/** The same address with and without its port, for Twilio has signed both, and no fragment. */
function spellings(publicUrl: string): readonly string[] {
  const [, scheme = '', authority = '', port = '', path = ''] =
    /^(https?):\/\/([^/#]*?)(:\d+)?(\/[^#]*)?(?:#.*)?$/i.exec(publicUrl) ?? [];
  const without = `${scheme}://${authority}${path}`;
  return [
    without,
    `${scheme}://${authority}${port || STANDARD_PORTS[scheme.toLowerCase()]}${path}`,
  ];
}

const SHA1_IN_BASE64 = /^[A-Za-z0-9+/]{27}=$/;

/** Whether a header could be a signature at all. */
export const looksSigned = (signature: unknown): boolean => textIn(signature) !== undefined;

/** The header as it was written: decoded, several spellings would mean the same digest. */
const textIn = (signature: unknown): Buffer | undefined =>
  typeof signature === 'string' && SHA1_IN_BASE64.test(signature)
    ? Buffer.from(signature)
    : undefined;

/** Twilio sends about forty; nobody sends a thousand in good faith. */
const MAX_FIELDS = 1000;

/** Every name and value in one line, sorted; repeated values once each, as Twilio does. */
function fieldsOf(form: unknown): string | undefined {
  if (form === null || form === undefined) return '';
  if (typeof form !== 'object') return undefined;
  const lines = Object.entries(form).toSorted(byName).map(lineOf);
  return lines.length <= MAX_FIELDS && lines.every(isText) ? lines.join('') : undefined;
}

type Field = readonly [name: string, value: unknown];

/** The order in which Twilio signs them. */
export const byName = ([a]: Field, [b]: Field): number => Number(a > b) - Number(a < b);

const isText = (line: unknown): line is string => typeof line === 'string';

function lineOf([name, value]: Field): string | undefined {
  if (isText(value)) return name + value;
  if (!Array.isArray(value) || value.length > MAX_FIELDS || !value.every(isText)) return undefined;
  return [...new Set(value)]
    .toSorted()
    .map((one) => name + one)
    .join('');
}
