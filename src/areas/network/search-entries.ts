import { isMac } from '../../operation/inputs.ts';
import type { SearchEntry } from '../shared/area.ts';
import type { Client, Device } from './network.ts';

interface Lists {
  readonly clients?: readonly Client[] | undefined;
  readonly gear?: readonly Device[] | undefined;
}

/** Returns search entries for clients and devices. */
export const entriesOf = ({ clients = [], gear = [] }: Lists): readonly SearchEntry[] => [
  ...clients.map(({ id, name, ip }) => ({
    name,
    aliases: addressesOf({ id, ip }),
    text: `Client ${name}`,
    opens: { screen: 'network.client', subject: id },
  })),
  ...gear.flatMap(({ name, ids: [id] = [] }) => {
    if (id === undefined) return [];
    const opens = { screen: 'network.device', subject: id };
    return [{ name, aliases: addressesOf({ id }), text: `Device ${name}`, opens }];
  }),
];

/** Returns the IP and MAC address; the MAC is also searchable with hyphens. */
const addressesOf = ({ id, ip }: Pick<Client, 'id' | 'ip'>): readonly string[] => [
  ...(ip === undefined ? [] : [ip]),
  ...(isMac(id) ? [id, id.replaceAll(':', '-')] : []),
];
