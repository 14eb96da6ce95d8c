import type { PlacedThing } from '../../operation/placed-thing.ts';
import type { Client, Device } from './network.ts';

interface Lists {
  readonly clients?: readonly Client[] | undefined;
  readonly gear?: readonly Device[] | undefined;
}

const parentsOf = ({ uplinkId }: Pick<Device, 'uplinkId'>): readonly string[] =>
  uplinkId === undefined ? [] : [uplinkId];

/** Returns each device and client below what it is plugged into, and the internet connection below the gateway. */
export function placesOf({ clients = [], gear = [] }: Lists): readonly PlacedThing[] {
  const gateways = gear.filter(({ kind }) => kind === 'gateway');
  return [
    {
      ...{ subject: 'network/wan', name: 'WAN', addresses: [] },
      parents: gateways.flatMap(({ ids = [] }) => ids.slice(0, 1)),
    },
    ...gear.map((device) => ({
      subject: `network/device/${device.ids?.[0] ?? device.name}`,
      name: device.name,
      addresses: [device.name, ...(device.ids ?? [])],
      parents: parentsOf(device),
    })),
    ...clients.map((client) => ({
      subject: `network/client/${client.id}`,
      name: client.name,
      addresses: [client.name, client.id, ...(client.ip === undefined ? [] : [client.ip])],
      parents: parentsOf(client),
    })),
  ];
}
