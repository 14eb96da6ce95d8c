import { err, type Result } from '../core/result.ts';
import type { Secret } from '../core/secret.ts';
import { CONFIGURATION } from '../secrets/change-secrets.ts';
import { type OpenFailure, openSecret } from '../secrets/seal.ts';
import { hostOf } from '../secrets/secret-host.ts';
import type { SecretKey } from '../secrets/secret-key.ts';
import type { SealedSecret } from '../secrets/secret-store.ts';

interface Use {
  readonly keys: readonly SecretKey[];
  /** The address that the secret would be sent to. */
  readonly destination: URL | undefined;
}

/** Opens the secret of a name for its own host, or returns why not, as the predicate of a sentence about it. */
export function openStored(
  stored: readonly SealedSecret[],
  name: string,
  { keys, destination }: Use,
): Result<Secret, string> {
  const secret = stored.find((it) => it.name === name && it.purpose === CONFIGURATION);
  if (!secret) return err(`is not stored yet: sms-relay secrets add ${name}`);
  const value = openSecret(secret, keys);
  if (!value.ok) return err(describeFailure(name, value.error));
  const objection = hostObjection(secret, destination);
  return objection === undefined ? value : err(objection);
}

const describeFailure = (name: string, failure: OpenFailure): string =>
  failure.kind === 'damaged'
    ? `was changed or damaged in the database: sms-relay secrets add ${name}`
    : `is sealed under key ${failure.keyId}, which is not set`;

/** Returns the reason why a secret must not be sent to an address. */
function hostObjection({ host }: SealedSecret, destination: URL | undefined): string | undefined {
  if (host === undefined) return undefined;
  if (!destination) return `is for ${host} alone, and here it is not sent to any one host`;
  const to = hostOf(destination);
  return to === host ? undefined : `is for ${host} alone, and would be sent to ${to} here`;
}
