import { randomBytes } from 'node:crypto';
import { Secret } from '../../src/core/secret.ts';
import { CONFIGURATION } from '../../src/secrets/change-secrets.ts';
import { sealSecret } from '../../src/secrets/seal.ts';
import { parseSecretKeys, type SecretKey } from '../../src/secrets/secret-key.ts';
import type { SealedSecret } from '../../src/secrets/secret-store.ts';

/** The text of a random key, as `openssl rand -base64 32` makes it. */
export const keyText = (): string => randomBytes(32).toString('base64');

export function keyOf(text = keyText()): SecretKey {
  const keys = parseSecretKeys(text);
  const [key] = keys.ok ? keys.value : [];
  if (!key) throw new Error('not a key');
  return key;
}

/** A secret as it is stored, sealed under a key. */
export function sealedUnder(
  key: SecretKey,
  value: string,
  over: Partial<SealedSecret> & Pick<SealedSecret, 'name'>,
): SealedSecret {
  const identity = { purpose: CONFIGURATION, host: undefined, ...over };
  return {
    createdAt: 1,
    changedAt: 1,
    ...identity,
    ...sealSecret(identity, new Secret(value), key),
  };
}
