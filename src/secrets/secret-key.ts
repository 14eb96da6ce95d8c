import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';

/** A key that seals and opens stored secrets. */
export interface SecretKey {
  /** A short digest of the key, stored with each value that it sealed. */
  readonly id: string;
  readonly bytes: KeyObject;
  /** The key as it is configured, for redaction. */
  readonly text: Secret;
}

const KEY_BYTES = 32;
const ID_DIGITS = 8;
const MAX_KEYS = 2;

const HOW_TO_MAKE = 'make one with: openssl rand -base64 32';

/** Parses one key, or two while they are rotated: the first one seals, both open. Errors never quote the text. */
export function parseSecretKeys(text: string): Result<readonly SecretKey[], string> {
  const given = text.split(/[\s,]+/).filter(Boolean);
  if (given.length > MAX_KEYS) return err('must be one key, or two while they are rotated');
  const keys = given.flatMap((it) => parseKey(it) ?? []);
  if (keys.length === 0 || keys.length < given.length) {
    return err(`must be ${KEY_BYTES} bytes in base64 or hex; ${HOW_TO_MAKE}`);
  }
  if (new Set(keys.map(({ id }) => id)).size < keys.length) return err('has the same key twice');
  return ok(keys);
}

function parseKey(text: string): SecretKey | undefined {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : fromBase64(text);
  // A repeated byte, such as all zeros, was never random.
  if (bytes?.length !== KEY_BYTES || bytes.every((byte) => byte === bytes[0])) return undefined;
  return { id: digestOf(bytes), bytes: createSecretKey(bytes), text: new Secret(text) };
}

/** Decodes base64 in either alphabet. Node would skip characters that do not belong there, so it must encode to the same again. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  const isSame = [bytes.toString('base64'), bytes.toString('base64url')].includes(text);
  return isSame ? bytes : undefined;
}

const digestOf = (bytes: Buffer): string =>
  createHmac('sha256', bytes).update('sms-relay secret key id').digest('hex').slice(0, ID_DIGITS);
