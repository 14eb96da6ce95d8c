import { err, ok, type Result } from '../core/result.ts';

/** An SSH key and a chain of certificates fit. */
export const MAX_SECRET_BYTES = 64 * 1024;

/** Decodes a secret as it was piped, typed or read from a file; the newline that editors and `echo` add is removed. */
export function decodeSecret(bytes: Buffer): Result<string, string> {
  if (bytes.length > MAX_SECRET_BYTES) return err('is larger than 64 KB');
  const text = decodeText(bytes)?.replace(/\r?\n$/, '');
  if (text === undefined || text.includes('\0')) return err('is not text');
  return text.trim() === '' ? err('is empty') : ok(text);
}

function decodeText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
