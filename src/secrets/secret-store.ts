/** A secret as it is stored. */
export interface SealedSecret {
  readonly name: string;
  /** The part of the relay that it is for; nothing else can open it. */
  readonly purpose: string;
  /** The only `host:port` that it may be sent to; undefined when it is not bound to one. */
  readonly host: string | undefined;
  /** The id of the key that sealed it. */
  readonly keyId: string;
  readonly nonce: Uint8Array;
  /** The encrypted value with its authentication tag. */
  readonly sealed: Uint8Array;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** All secrets as they were read, and what takes their place. */
export interface SecretReplacement {
  readonly before: readonly SealedSecret[];
  readonly after: readonly SealedSecret[];
}

/** Stores sealed secrets by their names. It never holds a key or an open value. */
export interface SecretStore {
  /** Stores a secret, in place of one with the same name, whose time of creation is kept. */
  put(secret: SealedSecret): Promise<void>;
  get(name: string): Promise<SealedSecret | undefined>;
  /** Returns all secrets in the order of their names. */
  list(): Promise<readonly SealedSecret[]>;
  /** Returns false when there was no such secret. */
  remove(name: string): Promise<boolean>;
  /** Replaces all secrets at once; returns false, and replaces none, when they are not those of `before` any more. */
  replaceAll(replacement: SecretReplacement): Promise<boolean>;
}
