import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Secret } from '../core/secret.ts';
import { describeKeyMismatch } from './key-mismatch.ts';
import { openSecret, type SecretIdentity, sealSecret } from './seal.ts';
import type { SecretKey } from './secret-key.ts';
import type { SealedSecret, SecretStore } from './secret-store.ts';

/** The stores of one transaction, in which secrets and the record of it change together. */
export interface SecretTransaction {
  readonly secrets: SecretStore;
  readonly audit: Pick<Audit, 'add'>;
}

/** The purpose of secrets that the configuration refers to. */
export const CONFIGURATION = 'configuration';

export interface NewSecret {
  readonly name: string;
  /** Undefined keeps the host of a secret that is there already. */
  readonly host: string | undefined;
  readonly value: Secret;
}

/** The key that seals, and others that open. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]];

interface Change {
  readonly keys: SecretKeys;
  readonly at: number;
}

export interface AddedSecret extends SecretIdentity {
  readonly isNew: boolean;
}

/**
 * Seals a secret under the first key and stores it, in place of one with the same name. Beside secrets of another key
 * nothing is stored: the relay would not start with either key.
 */
export async function addSecret(
  { secrets, audit }: SecretTransaction,
  { name, value, host: wantedHost }: NewSecret,
  { keys, at }: Change,
): Promise<Result<AddedSecret, string>> {
  const [key] = keys;
  const others = (await secrets.list()).filter((secret) => secret.name !== name);
  const mismatch = describeKeyMismatch(others, keys);
  if (mismatch !== undefined) return err(mismatch);
  const present = await secrets.get(name);
  if (wantedHost === undefined && present && !openSecret(present, keys).ok) {
    return err(
      `the ${name} of before cannot be opened, so its host is unknown: add --host HOST, or remove it first`,
    );
  }
  const identity = { name, purpose: CONFIGURATION, host: wantedHost ?? present?.host };
  const { host } = identity;
  const sealed = sealSecret(identity, value, key);
  await secrets.put({ ...identity, ...sealed, createdAt: at, changedAt: at });
  const done = present ? 'replaced' : 'added';
  await record(audit, at, {
    action: 'secret_add',
    input: { name, ...(host !== undefined && { host }), key: key.id },
    words: `secret ${name} ${done} at the console${host === undefined ? '' : `, for ${host}`}`,
  });
  return ok({ ...identity, isNew: !present });
}

/** Removes a secret; returns false when there is none of that name. */
export async function removeSecret(
  { secrets, audit }: SecretTransaction,
  name: string,
  at: number,
): Promise<boolean> {
  const isRemoved = await secrets.remove(name);
  if (isRemoved) {
    const words = `secret ${name} removed at the console`;
    await record(audit, at, { action: 'secret_remove', input: { name }, words });
  }
  return isRemoved;
}

export interface Rotation {
  readonly count: number;
  readonly keyId: string;
  /** The ids of keys that seal nothing any more. */
  readonly retired: readonly string[];
}

/** Seals all secrets anew under the first key. When one of them cannot be opened, none is changed. */
export async function rotateSecrets(
  { secrets, audit }: SecretTransaction,
  keys: SecretKeys,
  at: number,
): Promise<Result<Rotation, string>> {
  const [key, ...others] = keys;
  const before = await secrets.list();
  const mismatch = describeKeyMismatch(before, keys);
  if (mismatch !== undefined) return err(mismatch);
  const after: SealedSecret[] = [];
  for (const secret of before) {
    const value = openSecret(secret, keys);
    if (!value.ok) return err(`${secret.name} was changed or damaged in the database`);
    after.push({ ...secret, ...sealSecret(secret, value.value, key) });
  }
  if (!(await secrets.replaceAll({ before, after }))) return err('they were changed meanwhile');
  const words = `${after.length} secrets sealed anew under key ${key.id} at the console`;
  await record(audit, at, { action: 'secret_rotate', input: { key: key.id }, words });
  return ok({ count: after.length, keyId: key.id, retired: others.map(({ id }) => id) });
}

interface RecordedChange {
  readonly action: string;
  readonly input: object;
  readonly words: string;
}

const record = (
  audit: Pick<Audit, 'add'>,
  at: number,
  { action, input, words }: RecordedChange,
): Promise<void> =>
  audit.add({
    ...{ run: randomUUID(), at, who: 'console', face: 'console', action, words },
    ...{ event: 'done', input: JSON.stringify(input) },
  });
