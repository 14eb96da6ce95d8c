import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The text that a program presents, `smsr_<id>_<secret>`, in its parts. */
export interface PresentedKey {
  readonly id: string;
  readonly hash: Uint8Array;
}

/** A new key; its text is shown once and is in no store. */
export interface NewAccessKey extends PresentedKey {
  readonly text: string;
}

const FORM = /^smsr_([0-9a-f]{12})_[\w-]{43}$/;

const hashOf = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Creates a key of 256 random bits. */
export function createAccessKey(): NewAccessKey {
  const id = randomBytes(6).toString('hex');
  const text = `smsr_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, text, hash: hashOf(text) };
}

/** Returns the id and the hash of a presented key; `undefined` for a text of another form. */
export function readAccessKey(text: string): PresentedKey | undefined {
  const id = FORM.exec(text)?.[1];
  return id === undefined ? undefined : { id, hash: hashOf(text) };
}

/** Compares two hashes in a time that does not depend on them. */
export const isSameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
