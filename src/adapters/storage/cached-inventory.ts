import type {
  BlockedClient,
  ExpectedOff,
  Inventory,
  KnownEntry,
  SeenEntry,
} from '../../areas/shared/inventory.ts';
import type { Clock } from '../../core/clock.ts';

/** An object with the area that has shown it. */
export interface EntryOfArea extends SeenEntry {
  readonly area: string;
}

/** All that an inventory stores. */
export interface InventoryContents {
  readonly entries: readonly EntryOfArea[];
  readonly running: readonly (readonly [subject: string, most: number])[];
  readonly off: readonly ExpectedOff[];
  readonly blocked: readonly BlockedClient[];
}

/** Writes changes of an inventory; each resolves once it is committed. */
export interface InventoryTables {
  writeEntries(changed: readonly EntryOfArea[], gone: readonly string[]): Promise<void>;
  writeRunning(running: InventoryContents['running']): Promise<void>;
  addOff(thing: ExpectedOff): Promise<void>;
  removeOff(subject: string): Promise<void>;
  addBlocked(client: BlockedClient): Promise<void>;
  removeBlocked(id: string): Promise<void>;
}

interface CachedInventory extends Inventory {
  /** Replaces what is in memory. */
  readonly load: (contents: InventoryContents) => void;
}

/** Entries that no source has named for this long are deleted. */
const KEEP_MS = 30 * 24 * 60 * 60_000;

/** An unchanged entry is written again only after this long. */
const WRITE_INTERVAL_MS = 60 * 60_000;

/** Entries stored of one area: no home has more. */
const MAX_ENTRIES = 5000;

/** Keeps the inventory in memory, and writes what changes. */
export function createCachedInventory(tables: InventoryTables, clock: Clock): CachedInventory {
  let areas = new Map<string, Map<string, SeenEntry>>();
  let writtenAt = new Map<string, number>();
  let most = new Map<string, number>();
  let off = new Map<string, ExpectedOff>();
  let blocked = new Map<string, BlockedClient>();

  function entriesOf(area: string): Map<string, SeenEntry> {
    const entries = areas.get(area) ?? new Map<string, SeenEntry>();
    areas.set(area, entries);
    return entries;
  }

  return {
    load(contents) {
      areas = new Map();
      writtenAt = new Map();
      for (const { area, ...entry } of contents.entries) {
        entriesOf(area).set(entry.subject, entry);
        writtenAt.set(entry.subject, entry.seenAt);
      }
      most = new Map(contents.running);
      off = new Map(contents.off.map((thing) => [thing.subject, thing]));
      blocked = new Map(contents.blocked.map((client) => [client.id, client]));
    },

    known: (area) => [...(areas.get(area)?.values() ?? [])],
    maxRunning: (subject) => most.get(subject) ?? 0,
    isExpectedOff: (subject) => off.has(subject),
    listExpectedOff: () => [...off.values()],
    listBlocked: () => [...blocked.values()],

    async see(area, seen) {
      const now = clock.now();
      const stored = entriesOf(area);
      const entries = seen.slice(0, MAX_ENTRIES).map((entry) => ({ ...entry, seenAt: now }));
      const changed = entries.filter((entry) => {
        const before = stored.get(entry.subject);
        const isOld = now - (writtenAt.get(entry.subject) ?? 0) > WRITE_INTERVAL_MS;
        return isOld || !before || !isSame(before, entry);
      });
      const gone = [...stored.values()].filter(({ seenAt }) => now - seenAt > KEEP_MS);
      for (const entry of entries) stored.set(entry.subject, entry);
      for (const { subject } of gone) stored.delete(subject);
      if (changed.length === 0 && gone.length === 0) return;
      await tables.writeEntries(
        changed.map((entry) => ({ ...entry, area })),
        gone.map(({ subject }) => subject),
      );
      for (const { subject } of changed) writtenAt.set(subject, now);
    },

    async noteRunning(running) {
      const more = [...running].filter(([subject, count]) => count > (most.get(subject) ?? 0));
      if (more.length === 0) return;
      for (const [subject, count] of more) most.set(subject, count);
      await tables.writeRunning(more);
    },

    async expectOff({ subject, name }) {
      await tables.addOff({ subject, name });
      off.set(subject, { subject, name });
    },

    async expectOn(subject) {
      await tables.removeOff(subject);
      return off.delete(subject);
    },

    async noteBlocked({ id, name }) {
      await tables.addBlocked({ id, name });
      blocked.set(id, { id, name });
    },

    async noteUnblocked(id) {
      await tables.removeBlocked(id);
      blocked.delete(id);
    },
  };
}

const isSame = (a: KnownEntry, b: KnownEntry): boolean =>
  a.name === b.name &&
  a.text === b.text &&
  String(a.aliases ?? []) === String(b.aliases ?? []) &&
  a.opens.screen === b.opens.screen &&
  a.opens.subject === b.opens.subject;
