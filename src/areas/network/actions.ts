import type { LocalTime } from '../../core/local-time.ts';
import type { ChangeOperation } from '../../operation/change-operation.ts';
import { isMac } from '../../operation/inputs.ts';
import type { ActionOption } from '../../operation/offer.ts';
import type { BlockedClients } from './blocked-clients.ts';
import { block, kick, unblock } from './client-actions.ts';
import { cycle, restart } from './device-actions.ts';
import type { Client, Device, Network } from './network.ts';

const BLOCK = {
  ...{ key: 'x', label: 'Block', about: 'keeps it off' },
  ...{ verb: 'block', action: 'network_block' },
} as const;

const KICK = {
  ...{ key: 'k', label: 'Kick', about: 'it reconnects' },
  ...{ verb: 'kick', action: 'network_kick' },
} as const;

export async function optionsForClient(
  { changes }: Pick<Network, 'changes'>,
  { id, wired }: Pick<Client, 'id' | 'wired'>,
): Promise<readonly ActionOption[]> {
  if (!isMac(id)) return [];
  const can = await changes?.verbs();
  const input = { id };
  return [
    ...(can?.has('block') ? [{ ...BLOCK, input }] : []),
    ...(can?.has('kick') && !wired ? [{ ...KICK, input }] : []),
  ];
}

export async function optionsForDevice(
  { changes }: Pick<Network, 'changes'>,
  { ids: [id] = [], kind, name }: Pick<Device, 'ids' | 'kind' | 'name'>,
): Promise<readonly ActionOption[]> {
  if (id === undefined) return [];
  const can = await changes?.verbs();
  const input = { id };
  return [
    ...(can?.has('restart')
      ? [{ key: 'r', label: 'Restart', verb: 'restart', action: 'network_restart', input }]
      : []),
    ...(can?.has('cycle') && (kind === 'switch' || kind === 'gateway')
      ? [
          {
            key: 'cycle',
            label: 'Cycle',
            verb: 'cycle',
            action: 'network_cycle',
            input,
            wantsNumber: true,
            hint: `Text cycle ${name} 5 to power-cycle port 5.`,
          },
        ]
      : []),
  ];
}

/** Returns the changes in a network; none when its source cannot make changes. */
export function networkActions(
  network: Network,
  { time, blocked }: { readonly time: LocalTime; readonly blocked: BlockedClients },
): readonly ChangeOperation[] {
  const { changes } = network;
  if (!changes) return [];
  return [
    block(network, changes, blocked),
    unblock(network, changes, blocked),
    kick(network, changes, time),
    restart(network, changes, time),
    cycle(network, changes, time),
  ];
}
