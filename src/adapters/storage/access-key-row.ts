import { z } from 'zod';
import type { StoredKey } from '../../access/key-store.ts';
import { SCOPES } from '../../access/scope.ts';

const optional = z
  .int()
  .nullable()
  .transform((at) => at ?? undefined);

export const ACCESS_KEY_COLUMNS =
  'id, name, hash, scopes, source, created_at, expires_at, used_at, revoked_at';

/** A row of a key, as both engines store it. */
export const AccessKeyRow = z
  .object({
    ...{ id: z.string(), name: z.string(), hash: z.instanceof(Uint8Array) },
    scopes: z.string(),
    source: z.string().nullable(),
    ...{ created_at: z.int(), expires_at: optional, used_at: optional, revoked_at: optional },
  })
  .transform(
    (row): StoredKey => ({
      ...{ id: row.id, name: row.name, hash: row.hash, source: row.source ?? undefined },
      // A scope of a later version is no scope of this one.
      scopes: SCOPES.filter((scope) => row.scopes.split(',').includes(scope)),
      ...{ createdAt: row.created_at, expiresAt: row.expires_at },
      ...{ usedAt: row.used_at, revokedAt: row.revoked_at },
    }),
  );
