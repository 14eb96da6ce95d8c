import type { LocalTime } from '../../core/local-time.ts';
import { joinName } from '../../menu/fold-name.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { Client } from './network.ts';

/** Clients blocked through the relay; most sources do not list blocked clients. */
export interface BlockedClients {
  add(client: Pick<Client, 'id' | 'name'>): void;
  remove(id: string): void;
  /** Removes the clients that are connected: someone else has unblocked them. */
  see(clients: readonly Client[]): void;
  findId(name: string): string | undefined;
  nameOf(id: string): string | undefined;
  names(): readonly string[];
}

/** A controller still lists a client for a while after it was blocked. */
const LEAVING_MS = 3 * 60_000;

/** Stores blocked clients in the inventory. The writes are not awaited, and the list in memory stays valid if one fails. */
export function createBlockedClients(
  time: Pick<LocalTime, 'steady'>,
  inventory: Pick<Inventory, 'listBlocked' | 'noteBlocked' | 'noteUnblocked'>,
): BlockedClients {
  const startedAt = time.steady();
  const blocked = new Map<string, { readonly name: string; readonly since: number }>(
    inventory.listBlocked().map(({ id, name }) => [id, { name, since: startedAt }]),
  );
  const all = () => [...blocked];

  function remove(id: string): void {
    if (blocked.delete(id)) inventory.noteUnblocked(id).catch(() => {});
  }

  return {
    remove,
    add({ id, name }) {
      blocked.set(id, { name, since: time.steady() });
      inventory.noteBlocked({ id, name }).catch(() => {});
    },
    see(clients) {
      const isConnected = (id: string): boolean =>
        clients.some((client) => client.id.toLowerCase() === id);
      for (const [id, { since }] of all()) {
        if (time.steady() - since > LEAVING_MS && isConnected(id)) remove(id);
      }
    },
    findId: (name) => all().find(([, client]) => joinName(client.name) === joinName(name))?.[0],
    nameOf: (id) => blocked.get(id)?.name,
    names: () => all().map(([, { name }]) => name),
  };
}
