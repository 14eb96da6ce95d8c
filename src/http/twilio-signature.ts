import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../core/secret.ts';
import { createFieldOrder, type FieldOrder } from './field-order.ts';

/** One request as received: the raw path with its query, the header, the decoded form. */
export interface SignedRequest {
  readonly rawUrl: string;
  readonly signature: unknown;
  readonly form: unknown;
}

/** Returns true when Twilio really sent this request. Anything malformed counts as not signed. */
export type SignatureCheck = (request: SignedRequest) => boolean;

/**
 * Twilio signs the public URL followed by every form field, sorted by name, with HMAC-SHA1. Two
 * tokens are accepted while they are rotated.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function createSignatureCheck(tokens: readonly Secret[], publicUrl: string): SignatureCheck {
  const bases = spellings(publicUrl);
  const namesOf = createFieldOrder();

  return ({ rawUrl, signature, form }) => {
    const given = textIn(signature);
    const fields = given && fieldsOf(form, namesOf);
    if (!given || fields === undefined) return false;
    return tokens.some((token) =>
      bases.some((base) => {
        const hmac = createHmac('sha1', token.reveal()).update(base + rawUrl + fields);
        return timingSafeEqual(given, Buffer.from(hmac.digest('base64')));
      }),
    );
  };
}

/** Computes Twilio's signature of an address and its form. */
export const signatureOf = (
  address: string,
  form: Readonly<Record<string, string>>,
  token: Secret,
): string =>
  createHmac('sha1', token.reveal())
    .update(`${address}${fieldsOf(form, createFieldOrder())}`)
    .digest('base64');

const STANDARD_PORTS: Readonly<Record<string, string>> = { https: ':443', http: ':80' };

/** Returns the address with and without its port, since Twilio signs either, and without its fragment. */
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

/** Returns true when a header has the form of a signature. */
export const looksSigned = (signature: unknown): boolean => textIn(signature) !== undefined;

/** Returns the header as it was written: decoded, several spellings would mean the same digest. */
const textIn = (signature: unknown): Buffer | undefined =>
  typeof signature === 'string' && SHA1_IN_BASE64.test(signature)
    ? Buffer.from(signature)
    : undefined;

/** Twilio sends about forty fields; a thousand are an attack. */
const MAX_FIELDS = 1000;

/** Joins all names and values to one line, sorted; repeated values once each, as Twilio does. */
function fieldsOf(form: unknown, namesOf: FieldOrder): string | undefined {
  if (form === null || form === undefined) return '';
  if (!isForm(form)) return undefined;
  const names = namesOf(form);
  if (names.length > MAX_FIELDS) return undefined;
  let line = '';
  for (const name of names) {
    const field = fieldOf(name, form[name]);
    if (field === undefined) return undefined;
    line += field;
  }
  return line;
}

type Fields = Readonly<Record<string, unknown>>;

const isForm = (form: unknown): form is Fields => typeof form === 'object' && form !== null;

/** Returns the fields of a decoded form; none when it is no form. */
export const fieldsIn = (form: unknown): Fields => (isForm(form) ? form : {});

const isText = (value: unknown): value is string => typeof value === 'string';

function fieldOf(name: string, value: unknown): string | undefined {
  if (isText(value)) return name + value;
  if (!Array.isArray(value) || value.length > MAX_FIELDS || !value.every(isText)) return undefined;
  return [...new Set(value)]
    .toSorted()
    .map((one) => name + one)
    .join('');
}
