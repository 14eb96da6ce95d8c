import type { PlacedThing } from '../../operation/placed-thing.ts';
import { subjectOf } from '../shared/area.ts';
import type { ProxmoxStatus } from './proxmox.ts';
import { locationOf } from './search-entries.ts';

const nodeSubject = (name: string): string => `proxmox/node/${name}`;

/** Returns each guest below its node. */
export function placesOf({ lists = {} }: ProxmoxStatus): readonly PlacedThing[] {
  const { nodes = [], guests = [] } = lists;
  return [
    ...nodes.map(({ name }) => ({
      ...{ subject: nodeSubject(name), name, addresses: [name], parents: [] },
    })),
    ...guests.map((guest) => ({
      ...{ subject: subjectOf(locationOf(guest)), name: guest.name, addresses: [guest.name] },
      parents: [nodeSubject(guest.node)],
    })),
  ];
}
