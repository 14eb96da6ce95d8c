import type { KeyScope } from './scope.ts';

/** A key as it is stored; its text is in no store. Times are epoch milliseconds. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly hash: Uint8Array;
  readonly scopes: readonly KeyScope[];
  /** The only source whose alerts it delivers; any, if it is missing. */
  readonly source?: string | undefined;
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly usedAt?: number | undefined;
  readonly revokedAt?: number | undefined;
}

/** Stores keys. Every call is one decision. */
export interface KeyStore {
  /** Returns false, and adds nothing, when a valid key has that name. */
  add(key: StoredKey): Promise<boolean>;
  find(id: string): Promise<StoredKey | undefined>;
  /** Returns all keys, the oldest first. */
  list(): Promise<readonly StoredKey[]>;
  /** Returns false when no valid key has that name. */
  revoke(name: string, at: number): Promise<boolean>;
  noteUse(id: string, at: number): Promise<void>;
}
