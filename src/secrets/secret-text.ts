import { err, ok, type Result } from '../core/result.ts';

/** An SSH key and a chain of certificates fit. */
export const MAX_SECRET_BYTES = 64 * 1024;

/** The same with a newline at its end. */
export const MAX_INPUT_BYTES = MAX_SECRET_BYTES + 2;

const TOO_LARGE = 'is larger than 64 KB';

/** The newline that editors and `echo` add. */
const NEWLINE = /\r?\n$/;

/** Decodes a secret as it was piped, typed or read from a file. One newline at its end is removed. */
export function decodeSecret(bytes: Buffer): Result<string, string> {
  if (bytes.length > MAX_INPUT_BYTES) return err(TOO_LARGE);
  const text = decodeText(bytes)?.replace(NEWLINE, '');
  if (text === undefined || text.includes('\0')) return err('is not text');
  if (Buffer.byteLength(text) > MAX_SECRET_BYTES) return err(TOO_LARGE);
  return text.trim() === '' ? err('is empty') : ok(text);
}

function decodeText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
