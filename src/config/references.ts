import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import { describeKeyMismatch } from '../secrets/key-mismatch.ts';
import type { SecretKey } from '../secrets/secret-key.ts';
import type { SealedSecret } from '../secrets/secret-store.ts';
import { readDatabaseUrl } from './database-url.ts';
import { openStored } from './open-stored.ts';
import { describeReference, parseReference, type Reference } from './reference.ts';
import { readSecretFile } from './secret-file.ts';
import { readSecretKeys } from './secret-keys.ts';

/** Reads the stored secrets of the database that a URL names, without changing it. */
export type ReadSecrets = (databaseUrl: string) => Promise<Result<readonly SealedSecret[], string>>;

/** Returns the secret that a reference stands for, if it may be sent to that address. */
export type ResolveReference = (
  reference: string,
  destination: URL | undefined,
) => Result<string, string>;

/** The secrets that the configuration can refer to. */
export interface References {
  readonly keys: readonly SecretKey[];
  readonly problems: readonly string[];
  readonly resolve: ResolveReference;
  /** Returns the secrets that references were resolved to, for redaction. */
  readonly resolved: () => readonly Secret[];
}

/** Reads the keys and, where there are any, the stored secrets: without a key none of them could be opened. */
export async function openReferences(
  given: NodeJS.ProcessEnv,
  readSecrets: ReadSecrets,
): Promise<References> {
  const configured = readSecretKeys(given);
  const keys = configured.ok ? configured.value.keys : [];
  const stored = await readStored(keys, given, readSecrets);
  const mismatch = configured.ok && stored.ok && describeKeyMismatch(stored.value, keys);
  const resolved: Secret[] = [];

  function readValue(reference: Reference, destination: URL | undefined): Result<string, string> {
    if (reference.kind === 'file') return readSecretFile(reference.path);
    if (!configured.ok) return err('needs RELAY_SECRET_KEY, which is wrong');
    if (!stored.ok) return stored;
    const secret = openStored(stored.value, reference.name, { keys, destination });
    return secret.ok ? ok(secret.value.reveal()) : secret;
  }

  return {
    keys,
    problems: [
      ...(configured.ok ? [] : [configured.error]),
      ...(configured.ok && mismatch
        ? [`${configured.value.variable}: ${mismatch}: set that key, or both with a comma between`]
        : []),
    ],
    resolve(text, destination) {
      const reference = parseReference(text);
      if (!reference.ok) return reference;
      const value = readValue(reference.value, destination);
      if (!value.ok) return err(`${describeReference(reference.value)} ${value.error}`);
      resolved.push(new Secret(value.value));
      return value;
    },
    resolved: () => resolved,
  };
}

async function readStored(
  keys: readonly SecretKey[],
  given: NodeJS.ProcessEnv,
  readSecrets: ReadSecrets,
): Promise<Result<readonly SealedSecret[], string>> {
  if (keys.length === 0) return err('needs RELAY_SECRET_KEY, which is not set');
  const databaseUrl = readDatabaseUrl(given);
  if (!databaseUrl.ok) return err('needs DATABASE_URL, which is wrong');
  return readSecrets(databaseUrl.value);
}
