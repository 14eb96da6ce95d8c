/** One thing that an area has shown: its name stays known when its source is down, and over restarts. */
export interface KnownEntry {
  /** Unique and lasting, the area first: `proxmox/guest/104`, `k8s/deployment/media/kino`. */
  readonly subject: string;
  /** As the person knows it: `home-assistant`. */
  readonly name: string;
  /** What else stands for it on a screen: its number, its addresses. */
  readonly aliases?: readonly string[] | undefined;
  /** As a list of what was found shows it: `VM 104 home-assistant`. */
  readonly text: string;
  readonly opens: { readonly screen: string; readonly subject?: string };
}

/** The same with the time when its source named it last, in epoch milliseconds. */
export interface SeenEntry extends KnownEntry {
  readonly seenAt: number;
}

/** Something that may be off, by the word of an operator. */
export interface ExpectedOff {
  readonly subject: string;
  readonly name: string;
}

/** A client that was blocked from here; sources seldom list who is. */
export interface BlockedClient {
  /** Its MAC address. */
  readonly id: string;
  readonly name: string;
}

/**
 * What the relay has learned of the things in the house, and what it was told about them. Reading is answered
 * from memory at once; changes are committed before they resolve.
 */
export interface Inventory {
  /** Everything that an area (`proxmox`) has shown within the last month. */
  known(area: string): readonly SeenEntry[];
  /** The most of it that ran at once since the relay knows it: 1 for a guest that ran, pods for a deployment. */
  mostRunning(subject: string): number;
  isExpectedOff(subject: string): boolean;
  listExpectedOff(): readonly ExpectedOff[];
  listBlocked(): readonly BlockedClient[];

  /** Notes what an area shows now. What is missing from it stays known for a month. */
  see(area: string, things: readonly KnownEntry[]): Promise<void>;
  /** Notes how much of each subject runs now; only more than ever before is written. */
  noteRunning(running: ReadonlyMap<string, number>): Promise<void>;
  expectOff(thing: ExpectedOff): Promise<void>;
  /** `false` when it was not expected to be off. */
  expectOn(subject: string): Promise<boolean>;
  noteBlocked(client: BlockedClient): Promise<void>;
  noteUnblocked(id: string): Promise<void>;
}
