import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/audit.ts';
import { err, ok, type Result } from '../core/result.ts';
import { createAccessKey } from './access-key.ts';
import type { KeyStore } from './key-store.ts';
import type { KeyScope } from './scope.ts';

interface Stores {
  readonly keys: KeyStore;
  readonly audit: Pick<Audit, 'add'>;
}

export interface WantedKey {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly source?: string | undefined;
  readonly expiresAt?: number | undefined;
}

export const KEY_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** Adds a key, and returns its text, which is shown once. */
export async function addKey(
  { keys, audit }: Stores,
  wanted: WantedKey,
  at: number,
): Promise<Result<string, string>> {
  const { id, hash, text } = createAccessKey();
  const isAdded = await keys.add({ ...wanted, id, hash, createdAt: at });
  if (!isAdded) return err(`there is a key ${wanted.name} already: revoke it first`);
  await note(audit, 'keys_add', wanted, at);
  return ok(text);
}

/** Ends a key for good; returns false when there is none of that name. */
export async function revokeKey(
  { keys, audit }: Stores,
  name: string,
  at: number,
): Promise<boolean> {
  const isRevoked = await keys.revoke(name, at);
  if (isRevoked) await note(audit, 'keys_revoke', { name }, at);
  return isRevoked;
}

function note(
  audit: Stores['audit'],
  action: string,
  input: Partial<WantedKey>,
  at: number,
): Promise<void> {
  const { name = '', scopes } = input;
  const words = action === 'keys_add' ? `Key ${name} added` : `Key ${name} revoked`;
  const line = { run: randomUUID(), at, who: 'console', face: 'console', action } as const;
  const recorded = {
    name,
    ...(scopes && { scopes }),
    ...(input.source && { source: input.source }),
  };
  return audit.add({ ...line, input: JSON.stringify(recorded), event: 'done', words });
}
