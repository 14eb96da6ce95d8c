import { formatCount } from '../core/format.ts';
import type { SecretKey } from './secret-key.ts';
import type { SealedSecret } from './secret-store.ts';

/** Describes the stored secrets that no given key opens; undefined when there are none. */
export function describeKeyMismatch(
  stored: readonly Pick<SealedSecret, 'keyId'>[],
  given: readonly Pick<SecretKey, 'id'>[],
): string | undefined {
  const foreign = stored.filter(({ keyId }) => !given.some(({ id }) => id === keyId));
  if (foreign.length === 0) return undefined;
  const wanted = nameKeys(foreign.map(({ keyId }) => keyId));
  const present =
    given.length === 0 ? 'no key is set' : `set is ${nameKeys(given.map(({ id }) => id))}`;
  const verb = foreign.length === 1 ? 'is' : 'are';
  return `${formatCount(foreign.length, 'stored secret')} ${verb} sealed under ${wanted}, and ${present}`;
}

/** `key 1a2b3c4d`, `keys 1a2b3c4d, 5e6f7a8b`. */
function nameKeys(ids: readonly string[]): string {
  const all = [...new Set(ids)];
  return `${all.length === 1 ? 'key' : 'keys'} ${all.join(', ')}`;
}
