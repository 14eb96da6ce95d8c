import { type SearchEntry, subjectOf } from '../shared/area.ts';
import { nameGuest } from './format.ts';
import type { Guest, ProxmoxNode } from './proxmox.ts';

interface Lists {
  readonly guests?: readonly Guest[] | undefined;
  readonly nodes?: readonly ProxmoxNode[] | undefined;
}

/** Returns search entries for guests and nodes. */
export const entriesOf = ({ guests = [], nodes = [] }: Lists): readonly SearchEntry[] => [
  ...guests.map((guest) => ({
    name: guest.name,
    ...(!guest.isUnnumbered && { aliases: [String(guest.id)] }),
    text: `${nameGuest(guest)} ${guest.state}`,
    opens: locationOf(guest),
  })),
  ...nodes.map(({ name }) => ({
    name,
    text: `Node ${name}`,
    opens: { screen: 'proxmox.node', subject: name },
  })),
];

/** Returns a 1 for every running guest by its inventory subject. */
export const runningGuests = (guests: readonly Guest[]): ReadonlyMap<string, number> =>
  new Map(
    guests
      .filter(({ state }) => state === 'running')
      .map((guest) => [subjectOf(locationOf(guest)), 1] as const),
  );

export const locationOf = ({ id }: Guest) => ({ screen: 'proxmox.guest', subject: String(id) });
