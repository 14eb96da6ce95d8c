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
    const given = digestIn(signature);
    const fields = fieldsOf(form);
    if (!given || fields === undefined) return false;
    return tokens.some((token) =>
      bases.some((base) => {
        const expected = createHmac('sha1', token.reveal()).update(base + rawUrl + fields);
        return timingSafeEqual(given, expected.digest());
      }),
    );
  };
}

const STANDARD_PORTS: Readonly<Record<string, string>> = { https: ':443', http: ':80' };

/** The same address with and without its port: Twilio has signed both. */
function spellings(publicUrl: string): readonly string[] {
  const [, scheme = '', authority = '', port = '', path = ''] =
    /^(https?):\/\/([^/]*?)(:\d+)?(\/.*)?$/i.exec(publicUrl) ?? [];
  const without = `${scheme}://${authority}${path}`;
  return [
    without,
    `${scheme}://${authority}${port || STANDARD_PORTS[scheme.toLowerCase()]}${path}`,
  ];
}

const DIGEST_BYTES = 20;

/** The 20 bytes of the header, if that is what it holds and nothing else. */
function digestIn(signature: unknown): Buffer | undefined {
  if (typeof signature !== 'string' || !/^[A-Za-z0-9+/]{27}=$/.test(signature)) return undefined;
  const digest = Buffer.from(signature, 'base64');
  return digest.length === DIGEST_BYTES ? digest : undefined;
}

/** Every name and value in one line, sorted; repeated values once each, as Twilio does. */
function fieldsOf(form: unknown): string | undefined {
  if (form === null || form === undefined) return '';
  if (typeof form !== 'object') return undefined;
  const entries: readonly [string, unknown][] = Object.entries(form);
  return entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => valuesOf(value).map((one) => name + one))
    .join('');
}

const valuesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? [...new Set(value.map(String))].toSorted(byCodeUnits) : [String(value)];

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : 1);
