import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../core/secret.ts';
import { formLine } from './form-line.ts';

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

  return ({ rawUrl, signature, form }) => {
    if (!looksSigned(signature)) return false;
    const line = formLine(form);
    if (!line) return false;
    // The header as it was written: decoded, several spellings would mean the same digest.
    const given = Buffer.from(signature);
    return tokens.some((token) =>
      bases.some((base) => {
        const hmac = createHmac('sha1', token.reveal()).update(base + rawUrl + line.text);
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
    .update(`${address}${formLine(form)?.text}`)
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
export const looksSigned = (signature: unknown): signature is string =>
  typeof signature === 'string' && SHA1_IN_BASE64.test(signature);
