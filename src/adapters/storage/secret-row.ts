import { z } from 'zod';
import type { SealedSecret } from '../../secrets/secret-store.ts';

const bytes = z.instanceof(Uint8Array);

/** A sealed secret, as both engines store it. */
export const SecretRow = z
  .object({
    name: z.string(),
    purpose: z.string(),
    host: z.string().nullable(),
    key_id: z.string(),
    nonce: bytes,
    sealed: bytes,
    created_at: z.int(),
    changed_at: z.int(),
  })
  .transform(
    ({ host, key_id, created_at, changed_at, ...row }): SealedSecret => ({
      ...{ ...row, host: host ?? undefined, keyId: key_id },
      ...{ createdAt: created_at, changedAt: changed_at },
    }),
  );

/** Returns true when no secret was added, changed or removed since. */
export const areSameSecrets = (
  present: readonly SealedSecret[],
  before: readonly SealedSecret[],
): boolean =>
  present.length === before.length &&
  present.every(({ name, nonce }, at) => {
    const known = before[at];
    return known?.name === name && Buffer.from(nonce).equals(known.nonce);
  });
