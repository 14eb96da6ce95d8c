import type { LocalTime } from '../../core/local-time.ts';
import type { ChangeOperation } from '../../operation/change-operation.ts';
import { isMac } from '../../operation/inputs.ts';
import type { Offer } from '../../operation/offer.ts';
import type { BlockedClients } from './blocked-clients.ts';
import { block, kick, unblock } from './client-actions.ts';
import { cycle, restart } from './device-actions.ts';
import { type Client, type Device, type Network, networkChange } from './network.ts';

export async function optionsForClient(
  { changes }: Pick<Network, 'changes'>,
  { id, wired }: Pick<Client, 'id' | 'wired'>,
): Promise<readonly Offer[]> {
  if (!isMac(id)) return [];
  const can = await changes?.verbs();
  const input = { id };
  return [
    ...(can?.has('block') ? [{ operation: networkChange('block'), input }] : []),
    ...(can?.has('kick') && !wired ? [{ operation: networkChange('kick'), input }] : []),
  ];
}

export async function optionsForDevice(
  { changes }: Pick<Network, 'changes'>,
  { ids: [id] = [], kind, name }: Pick<Device, 'ids' | 'kind' | 'name'>,
): Promise<readonly Offer[]> {
  if (id === undefined) return [];
  const can = await changes?.verbs();
  const input = { id };
  const hint = `Text cycle ${name} 5 to power-cycle port 5.`;
  return [
    ...(can?.has('restart') ? [{ operation: networkChange('restart'), input }] : []),
    ...(can?.has('cycle') && (kind === 'switch' || kind === 'gateway')
      ? [{ operation: networkChange('cycle'), input, hint }]
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
