import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import type { SecretKey } from './secret-key.ts';
import type { SealedSecret } from './secret-store.ts';

/** The identity of a value, which is authenticated with it: the value opens under no other. */
export type SecretIdentity = Pick<SealedSecret, 'name' | 'purpose' | 'host'>;

type Seal = Pick<SealedSecret, 'keyId' | 'nonce' | 'sealed'>;

/** The reason why a stored value is not opened. */
export type OpenFailure =
  | { readonly kind: 'unknown-key'; readonly keyId: string }
  | { readonly kind: 'damaged' };

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OPTIONS = { authTagLength: TAG_BYTES };

/** Encrypts a value under a key, with a random nonce of its own. */
export function sealSecret(identity: SecretIdentity, value: Secret, key: SecretKey): Seal {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce, OPTIONS);
  cipher.setAAD(associatedData(identity, key.id));
  const encrypted = Buffer.concat([cipher.update(value.reveal(), 'utf8'), cipher.final()]);
  return { keyId: key.id, nonce, sealed: Buffer.concat([encrypted, cipher.getAuthTag()]) };
}

/** Decrypts a value. Whatever was changed in its row makes it `damaged`. */
export function openSecret(
  secret: SecretIdentity & Seal,
  keys: readonly SecretKey[],
): Result<Secret, OpenFailure> {
  const { keyId, nonce, sealed } = secret;
  const key = keys.find(({ id }) => id === keyId);
  if (!key) return err({ kind: 'unknown-key', keyId });
  if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) return err({ kind: 'damaged' });
  try {
    const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce, OPTIONS);
    decipher.setAAD(associatedData(secret, keyId));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const value = Buffer.concat([
      decipher.update(sealed.subarray(0, -TAG_BYTES)),
      decipher.final(),
    ]);
    return ok(new Secret(value.toString('utf8')));
  } catch {
    return err({ kind: 'damaged' });
  }
}

/** Encodes what a value belongs to. A JSON array is unambiguous: no part can run into the next one. */
const associatedData = ({ name, purpose, host }: SecretIdentity, keyId: string): Buffer =>
  Buffer.from(JSON.stringify(['sms-relay secret', 1, name, purpose, host ?? null, keyId]));
