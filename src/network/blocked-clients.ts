import type { LocalTime } from '../core/local-time.ts';
import type { Client } from './network.ts';

/** Clients that were blocked from here, for most sources list nobody who is blocked. A restart forgets them. */
export interface BlockedClients {
  add(client: Pick<Client, 'id' | 'name'>): void;
  remove(id: string): void;
  /** Notes who is connected: they were let in again by somebody else. */
  see(clients: readonly Client[]): void;
  findId(name: string): string | undefined;
  names(): readonly string[];
}

/** A controller lists a client for a while after it was blocked. */
const LEAVING_MS = 3 * 60_000;

export function createBlockedClients(time: Pick<LocalTime, 'steady'>): BlockedClients {
  const blocked = new Map<string, { readonly name: string; readonly since: number }>();
  const all = () => [...blocked];

  return {
    add({ id, name }) {
      blocked.set(id, { name, since: time.steady() });
    },
    remove(id) {
      blocked.delete(id);
    },
    see(clients) {
      const isConnected = (id: string): boolean =>
        clients.some((client) => client.id.toLowerCase() === id);
      for (const [id, { since }] of all()) {
        if (time.steady() - since > LEAVING_MS && isConnected(id)) blocked.delete(id);
      }
    },
    findId: (name) => all().find(([, it]) => it.name.toLowerCase() === name.toLowerCase())?.[0],
    names: () => all().map(([, { name }]) => name),
  };
}
