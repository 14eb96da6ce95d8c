/** An object that an area has shown. Its name stays known while its source is down, and across restarts. */
export interface KnownEntry {
  /** Unique and lasting, the area first: `proxmox/guest/104`, `k8s/deployment/media/kino`. */
  readonly subject: string;
  /** The name people use: `home-assistant`. */
  readonly name: string;
  /** Other identifiers shown on a screen: its number, its addresses. */
  readonly aliases?: readonly string[] | undefined;
  /** The text shown in search results: `VM 104 home-assistant`. */
  readonly text: string;
  readonly opens: { readonly screen: string; readonly subject?: string };
}

/** A known entry with the time its source last listed it, in epoch milliseconds. */
export interface SeenEntry extends KnownEntry {
  readonly seenAt: number;
}

/** An object that an operator marked as allowed to be off. */
export interface ExpectedOff {
  readonly subject: string;
  readonly name: string;
}

/** A client that was blocked through the relay; sources seldom list blocked clients. */
export interface BlockedClient {
  /** Its MAC address. */
  readonly id: string;
  readonly name: string;
}

/**
 * Stores the objects the areas have shown, and the marks people set on them. Reads are answered from memory at once; changes
 * are committed before they resolve.
 */
export interface Inventory {
  /** All objects that an area (`proxmox`) has shown within the last month. */
  known(area: string): readonly SeenEntry[];
  /** The most that ever ran at once: 1 for a guest that ran, the number of pods for a deployment. */
  maxRunning(subject: string): number;
  isExpectedOff(subject: string): boolean;
  listExpectedOff(): readonly ExpectedOff[];
  listBlocked(): readonly BlockedClient[];

  /** Stores the objects an area shows now. Objects missing from the list stay known for a month. */
  see(area: string, entries: readonly KnownEntry[]): Promise<void>;
  /** Stores how much of each subject runs now; only a new maximum is written. */
  noteRunning(running: ReadonlyMap<string, number>): Promise<void>;
  expectOff(thing: ExpectedOff): Promise<void>;
  /** Resolves to `false` when the subject was not marked as expected to be off. */
  expectOn(subject: string): Promise<boolean>;
  noteBlocked(client: BlockedClient): Promise<void>;
  noteUnblocked(id: string): Promise<void>;
}
