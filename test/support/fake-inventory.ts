import type {
  BlockedClient,
  ExpectedOff,
  Inventory,
  KnownEntry,
  SeenEntry,
} from '../../src/areas/shared/inventory.ts';

/** An inventory of a house that lives in memory. */
export class FakeInventory implements Inventory {
  readonly #known = new Map<string, Map<string, SeenEntry>>();
  readonly #running = new Map<string, number>();
  readonly #off = new Map<string, ExpectedOff>();
  readonly #blocked = new Map<string, BlockedClient>();

  constructor(off: readonly string[] = []) {
    for (const subject of off) this.#off.set(subject, { subject, name: subject });
  }

  known = (area: string): readonly SeenEntry[] => [...(this.#known.get(area)?.values() ?? [])];
  maxRunning = (subject: string): number => this.#running.get(subject) ?? 0;
  isExpectedOff = (subject: string): boolean => this.#off.has(subject);
  listExpectedOff = (): readonly ExpectedOff[] => [...this.#off.values()];

  async see(area: string, things: readonly KnownEntry[]): Promise<void> {
    const all = this.#known.get(area) ?? new Map<string, SeenEntry>();
    this.#known.set(area, all);
    for (const thing of things) all.set(thing.subject, { ...thing, seenAt: 0 });
  }

  async noteRunning(running: ReadonlyMap<string, number>): Promise<void> {
    for (const [subject, count] of running) {
      this.#running.set(subject, Math.max(count, this.maxRunning(subject)));
    }
  }

  async expectOff(thing: ExpectedOff): Promise<void> {
    this.#off.set(thing.subject, thing);
  }

  expectOn = async (subject: string): Promise<boolean> => this.#off.delete(subject);

  listBlocked = (): readonly BlockedClient[] => [...this.#blocked.values()];

  async noteBlocked(client: BlockedClient): Promise<void> {
    this.#blocked.set(client.id, client);
  }

  async noteUnblocked(id: string): Promise<void> {
    this.#blocked.delete(id);
  }
}
