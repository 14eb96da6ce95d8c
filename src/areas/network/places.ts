import type { PlacedThing } from '../../operation/placed-thing.ts';
import type { Client, Device } from './network.ts';

interface Lists {
  readonly clients?: readonly Client[] | undefined;
  readonly gear?: readonly Device[] | undefined;
}

/** Returns true for a client on the air, where also strangers are. */
const isWireless = ({ wired, accessPoint, uplinkId }: Client, airIds: ReadonlySet<string>) =>
  wired === false ||
  (wired === undefined &&
    (accessPoint !== undefined || (uplinkId !== undefined && airIds.has(uplinkId))));

/** Words that only look like a name. */
const NO_NAME = /[/:]|^\d+(?:\.\d+){3}$|^wan$/i;

/**
 * Clients choose their names themselves, and on the air anybody may be one: such a name stands for no machine of another area,
 * and neither does one that belongs to a device or could be an address.
 */
function nameAddress(client: Client, taken: ReadonlySet<string>, airIds: ReadonlySet<string>) {
  const { name } = client;
  const isOwn = !NO_NAME.test(name) && !taken.has(name.toLowerCase());
  return isOwn && !isWireless(client, airIds) ? [name] : [];
}

const parentsOf = ({ uplinkId }: Pick<Device, 'uplinkId'>): readonly string[] =>
  uplinkId === undefined ? [] : [uplinkId];

/** Returns each device and client below what it is plugged into, and the internet connection below the gateway. */
export function placesOf({ clients = [], gear = [] }: Lists): readonly PlacedThing[] {
  const gateways = gear.filter(({ kind }) => kind === 'gateway');
  const taken = new Set(gear.map(({ name }) => name.toLowerCase()));
  const airIds = new Set(
    gear.flatMap(({ kind, ids = [] }) => (kind === 'access-point' ? ids : [])),
  );
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
      addresses: [
        ...nameAddress(client, taken, airIds),
        client.id,
        ...(client.ip === undefined ? [] : [client.ip]),
      ],
      parents: parentsOf(client),
    })),
  ];
}
