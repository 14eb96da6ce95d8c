import { z } from 'zod';
import type { LocalTime } from '../core/local-time.ts';
import { ok } from '../core/result.ts';
import type { Action, Outcome } from '../operation/action.ts';
import { findOne } from '../operation/find-one.ts';
import type { Offer } from '../operation/offer.ts';
import type { Client, Gear, Network, NetworkDeeds } from './network.ts';

const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i;

const Input = z.object({ id: z.string() });

export async function offersForClient(
  { deeds }: Pick<Network, 'deeds'>,
  { id }: Pick<Client, 'id'>,
): Promise<readonly Offer[]> {
  if (!MAC.test(id) || !(await deeds?.verbs())?.has('block')) return [];
  return [{ key: 'x', label: 'Block', verb: 'block', action: 'network_block', input: { id } }];
}

export async function offersForGear(
  { deeds }: Pick<Network, 'deeds'>,
  { ids }: Pick<Gear, 'ids'>,
): Promise<readonly Offer[]> {
  const [id] = ids ?? [];
  if (id === undefined || !(await deeds?.verbs())?.has('restart')) return [];
  return [
    { key: 'r', label: 'Restart', verb: 'restart', action: 'network_restart', input: { id } },
  ];
}

/** What can be done in a network, for a source that can. */
export function networkActions(network: Network, time: LocalTime): readonly Action[] {
  const { deeds } = network;
  return deeds ? [block(network, deeds, time), unblock(deeds), restart(network, deeds, time)] : [];
}

const block = (network: Network, deeds: NetworkDeeds, time: LocalTime): Action => ({
  name: 'network_block',
  verb: 'block',
  summary: 'Keep a client off the network',
  risk: 'change',
  input: Input,
  async plan(input) {
    const client = await findClient(network, Input.parse(input).id);
    if (!client.ok) return client;
    const { name, ip } = client.value;
    return ok({
      question: `Block ${name}${ip ? ` (${ip})` : ''}?`,
      note: 'It loses the network at once.',
      digest: name,
    });
  },
  run: (input) => deeds.act('block', Input.parse(input).id),
  async look(input, startedAt): Promise<Outcome> {
    const { id } = Input.parse(input);
    const client = await findClient(network, id);
    if (client.ok || client.error.kind !== 'not-found') return { state: 'open' };
    const words = `Blocked and off the network, ${time.ago(startedAt)}. To undo: unblock ${id}`;
    return { state: 'done', words };
  },
});

/** Who is blocked is on no list: the address is named, and nobody sees at once whether it worked. */
const unblock = (deeds: NetworkDeeds): Action => ({
  name: 'network_unblock',
  verb: 'unblock',
  summary: 'Let a client back on the network',
  risk: 'change',
  input: Input,
  fromWords: (words) => (MAC.test(words) ? { id: words.toLowerCase() } : undefined),
  plan: async (input) => {
    const { id } = Input.parse(input);
    return ok({ question: `Let ${id} back on the network?`, digest: id });
  },
  run: (input) => deeds.act('unblock', Input.parse(input).id),
  look: async () => ({ state: 'open' }),
});

const restart = (network: Network, deeds: NetworkDeeds, time: LocalTime): Action => ({
  name: 'network_restart',
  verb: 'restart',
  summary: 'Restart a gateway, switch or access point',
  risk: 'change',
  input: Input,
  async plan(input) {
    const gear = await findGear(network, Input.parse(input).id);
    if (!gear.ok) return gear;
    const { name, kind, online, clients } = gear.value;
    const those = clients === undefined ? 'Whoever is' : `${clients} clients`;
    const note =
      kind === 'gateway' ? 'Everything is offline meanwhile.' : `${those} on it drop out.`;
    return ok({ question: `Restart ${name}?`, note, digest: String(online) });
  },
  async run(input) {
    const gear = await findGear(network, Input.parse(input).id);
    return gear.ok ? deeds.act('restart', Input.parse(input).id, gear.value) : gear;
  },
  async look(input, startedAt): Promise<Outcome> {
    const gear = await findGear(network, Input.parse(input).id);
    if (!gear.ok || !gear.value.online) return { state: 'open' };
    const { name, uptimeSec = Number.POSITIVE_INFINITY } = gear.value;
    if (uptimeSec > (time.now() - startedAt) / 1000) return { state: 'open' };
    return { state: 'done', words: `${name} up again, ${time.ago(startedAt)}.` };
  },
});

const findClient = (network: Network, id: string) =>
  findOne(network.clients(), {
    what: 'That client',
    list: ({ clients }) => clients,
    is: (client) => client.id === id,
  });

const findGear = (network: Network, id: string) =>
  findOne(network.details(), {
    what: 'That device',
    list: ({ gear = [] }) => gear,
    is: ({ ids = [] }) => ids.includes(id),
  });
