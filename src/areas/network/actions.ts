import type { LocalTime } from '../../core/local-time.ts';
import type { Action } from '../../operation/change-operation.ts';
import { isMac } from '../../operation/inputs.ts';
import type { Offer } from '../../operation/offer.ts';
import type { BlockedClients } from './blocked-clients.ts';
import { block, kick, unblock } from './client-actions.ts';
import { cycle, restart } from './device-actions.ts';
import type { Client, Gear, Network } from './network.ts';

const BLOCK = {
  ...{ key: 'x', label: 'Block', about: 'keeps it off' },
  ...{ verb: 'block', action: 'network_block' },
} as const;

const KICK = {
  ...{ key: 'k', label: 'Kick', about: 'it reconnects' },
  ...{ verb: 'kick', action: 'network_kick' },
} as const;

export async function offersForClient(
  { deeds }: Pick<Network, 'deeds'>,
  { id, wired }: Pick<Client, 'id' | 'wired'>,
): Promise<readonly Offer[]> {
  if (!isMac(id)) return [];
  const can = await deeds?.verbs();
  const input = { id };
  return [
    ...(can?.has('block') ? [{ ...BLOCK, input }] : []),
    ...(can?.has('kick') && !wired ? [{ ...KICK, input }] : []),
  ];
}

export async function offersForGear(
  { deeds }: Pick<Network, 'deeds'>,
  { ids: [id] = [], kind, name }: Pick<Gear, 'ids' | 'kind' | 'name'>,
): Promise<readonly Offer[]> {
  if (id === undefined) return [];
  const can = await deeds?.verbs();
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

/** What can be done in a network, for a source that can. */
export function networkActions(
  network: Network,
  { time, blocked }: { readonly time: LocalTime; readonly blocked: BlockedClients },
): readonly Action[] {
  const { deeds } = network;
  if (!deeds) return [];
  return [
    block(network, deeds, { time, blocked }),
    unblock(network, deeds, { time, blocked }),
    kick(network, deeds, time),
    restart(network, deeds, time),
    cycle(network, deeds, time),
  ];
}
