import { LONG_SECRET, MIN_FRAGMENT } from '../core/hide-fragments.ts';
import { Secret } from '../core/secret.ts';
import type { Apis } from './apis.ts';

/** Names of variables and headers whose values are secrets; the others may be ordinary words. */
export const SECRET_NAME = /pass|pwd|secret|token|key|auth|cred|cookie/i;

/** The parts of `USER@REALM!ID=UUID` and `Bearer X` that are secrets by themselves. */
const MIN_PART = 12;

const MAX_PARTS = 100;

/** Returns all secrets of the configuration, at any depth. */
export function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return withParts(value.reveal());
  if (value instanceof URL) return [value.password, ...value.searchParams.values()];
  if (value instanceof Map) {
    return [...value].flatMap(([name, it]) =>
      it instanceof Secret && !SECRET_NAME.test(String(name)) ? [] : secretsIn(it),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}

/** Longer parts of a long secret are hidden as its fragments: one by one there would be thousands. */
function withParts(secret: string): readonly string[] {
  const maxPart = secret.length < LONG_SECRET ? secret.length : MIN_FRAGMENT - 1;
  const parts = secret
    .split(/[=:!\s"{},]+/)
    .filter(({ length }) => length >= MIN_PART && length <= maxPart);
  return [secret, ...parts.slice(0, MAX_PARTS)];
}

/** Returns the present service account token; later ones are recognized by their form. */
export function clusterSecrets({ apis }: { readonly apis: Apis }): readonly string[] {
  try {
    return secretsIn(apis.k8s?.token?.());
  } catch {
    return [];
  }
}
