import { err, ok, type Result } from '../core/result.ts';
import { parseSecretKeys, type SecretKey } from '../secrets/secret-key.ts';
import { isReference, parseReference } from './reference.ts';
import { readSecretFile } from './secret-file.ts';

type KeyVariable = 'RELAY_SECRET_KEY' | 'RELAY_SECRET_KEY_FILE';

/** The keys, none if none is set, and the variable that sets them. */
export interface ConfiguredKeys {
  readonly variable: KeyVariable;
  readonly keys: readonly SecretKey[];
}

/** Reads the keys of stored secrets, or returns the problem with them by the name of its variable. */
export function readSecretKeys(given: NodeJS.ProcessEnv): Result<ConfiguredKeys, string> {
  const [text, file] = [given['RELAY_SECRET_KEY']?.trim(), given['RELAY_SECRET_KEY_FILE']?.trim()];
  if (text && file) {
    return err('RELAY_SECRET_KEY_FILE: is set beside RELAY_SECRET_KEY: remove one of them');
  }
  const variable: KeyVariable = file ? 'RELAY_SECRET_KEY_FILE' : 'RELAY_SECRET_KEY';
  if (!text && !file) return ok({ variable, keys: [] });
  const keys = file ? keysIn(file) : readKeys(text ?? '');
  return keys.ok ? ok({ variable, keys: keys.value }) : err(`${variable}: ${keys.error}`);
}

function readKeys(text: string): Result<readonly SecretKey[], string> {
  if (!isReference(text)) return parseSecretKeys(text);
  const reference = parseReference(text);
  if (!reference.ok) return reference;
  return reference.value.kind === 'file'
    ? keysIn(reference.value.path)
    : err('cannot be a stored secret: it is the key of those');
}

function keysIn(path: string): Result<readonly SecretKey[], string> {
  const text = readSecretFile(path);
  return text.ok ? parseSecretKeys(text.value) : err(`${path} ${text.error}`);
}
