import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Secret } from '../core/secret.ts';
import { isSameHash, readAccessKey } from './access-key.ts';
import type { KeyStore, StoredKey } from './key-store.ts';
import { type KeyScope, SCOPES } from './scope.ts';

/** A program that presented a valid key. */
export interface KeyHolder {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly source?: string | undefined;
}

export interface KeyAccess {
  /** Returns whose key a text is; `undefined` for everything else. */
  readonly authenticate: (presented: string) => Promise<KeyHolder | undefined>;
}

interface Dependencies {
  readonly keys: KeyStore;
  /** One key with every scope, from the configuration. */
  readonly apiKey: Secret | undefined;
  readonly clock: Pick<Clock, 'now' | 'steady'>;
}

/** A key that another process revoked is refused after this time at the latest. */
const CACHE_MS = 10_000;
const MAX_CACHED = 1000;
const USE_NOTED_EVERY_MS = 60_000;

const NO_HASH = new Uint8Array(32);

interface Looked {
  readonly key: StoredKey | undefined;
  readonly at: number;
}

/** Creates the check of keys. An unknown key takes the same path as a wrong one. */
export function createAccess({ keys, apiKey, clock }: Dependencies): KeyAccess {
  const cache = new Map<string, Looked>();
  const noted = new Map<string, number>();
  const ownHash = apiKey && createHash('sha256').update(apiKey.reveal()).digest();

  async function find(id: string): Promise<StoredKey | undefined> {
    const known = cache.get(id);
    if (known && clock.steady() - known.at < CACHE_MS) return known.key;
    const key = await keys.find(id);
    if (cache.size >= MAX_CACHED) cache.clear(); // made-up ids must not fill it
    cache.set(id, { key, at: clock.steady() });
    return key;
  }

  function noteUse(id: string): void {
    const last = noted.get(id) ?? Number.NEGATIVE_INFINITY;
    if (clock.steady() - last < USE_NOTED_EVERY_MS) return;
    noted.set(id, clock.steady());
    keys.noteUse(id, clock.now()).catch(() => noted.delete(id));
  }

  const isValid = ({ revokedAt, expiresAt }: StoredKey): boolean =>
    revokedAt === undefined && (expiresAt === undefined || clock.now() < expiresAt);

  return {
    async authenticate(presented) {
      const hash = createHash('sha256').update(presented).digest();
      if (ownHash && isSameHash(hash, ownHash)) return { name: 'API_KEY', scopes: SCOPES };
      const read = readAccessKey(presented);
      if (!read) return undefined;
      const key = await find(read.id);
      const isSame = isSameHash(read.hash, key?.hash ?? NO_HASH);
      if (!key || !isSame || !isValid(key)) return undefined;
      noteUse(key.id);
      const { name, scopes, source } = key;
      return { name, scopes, source };
    },
  };
}
