import { randomBytes } from 'node:crypto';
import { parseSecretKeys, type SecretKey } from '../../src/secrets/secret-key.ts';

/** The text of a random key, as `openssl rand -base64 32` makes it. */
export const keyText = (): string => randomBytes(32).toString('base64');

export function keyOf(text = keyText()): SecretKey {
  const keys = parseSecretKeys(text);
  const [key] = keys.ok ? keys.value : [];
  if (!key) throw new Error('not a key');
  return key;
}
