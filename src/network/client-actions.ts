import { z } from 'zod';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import type { Action, Outcome } from '../operation/action.ts';
import { fell } from './fell.ts';
import { findClient } from './find.ts';
import type { Client, Network, NetworkDeeds } from './network.ts';

const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i;

/** Whether it is the address by which a client can be named to its network. */
export const isAddress = (id: string): boolean => MAC.test(id);

const Input = z.object({ id: z.string() });

const nameOf = ({ name, ip }: Client): string => `${name}${ip ? ` (${ip})` : ''}`;

export const block = (network: Network, deeds: NetworkDeeds, time: LocalTime): Action => ({
  name: 'network_block',
  verb: 'block',
  summary: 'Keep a client off the network',
  risk: 'change',
  input: Input,
  async plan(input) {
    const client = await findClient(network, Input.parse(input).id);
    if (!client.ok) return client;
    return ok({
      question: `Block ${nameOf(client.value)}?`,
      note: 'It loses the network at once.',
      digest: client.value.name,
    });
  },
  run: (input) => deeds.act({ verb: 'block', id: Input.parse(input).id }),
  async look(input, startedAt): Promise<Outcome> {
    const { id } = Input.parse(input);
    const client = await findClient(network, id);
    if (client.ok || client.error.kind !== 'not-found') return { state: 'open' };
    const words = `Blocked and off the network, ${time.ago(startedAt)}. To undo: unblock ${id}`;
    return { state: 'done', words };
  },
});

/** Who is blocked is on no list: the address is named, and it is seen to have worked when they are back. */
export const unblock = (network: Network, deeds: NetworkDeeds, time: LocalTime): Action => ({
  name: 'network_unblock',
  verb: 'unblock',
  summary: 'Let a client back on the network',
  risk: 'change',
  input: Input,
  fromWords: (words) => (isAddress(words) ? { id: words.toLowerCase() } : undefined),
  plan: async (input) => {
    const { id } = Input.parse(input);
    return ok({ question: `Let ${id} back on the network?`, digest: id });
  },
  run: (input) => deeds.act({ verb: 'unblock', id: Input.parse(input).id }),
  async look(input, startedAt): Promise<Outcome> {
    const client = await findClient(network, Input.parse(input).id);
    if (!client.ok) return { state: 'open' };
    return {
      state: 'done',
      words: `${client.value.name} is on the network, ${time.ago(startedAt)}.`,
    };
  },
});

/** Seen to have worked when the client is away, or connected for less long than before. */
export function kick(network: Network, deeds: NetworkDeeds, time: LocalTime): Action {
  const before = new Map<string, Client>();

  return {
    name: 'network_kick',
    verb: 'kick',
    summary: 'Disconnect a wireless client once',
    risk: 'change',
    input: Input,
    async plan(input) {
      const client = await findClient(network, Input.parse(input).id);
      if (!client.ok) return client;
      const { id, name, wired } = client.value;
      if (wired) {
        return err({ kind: 'bad-input', hint: `${name} is wired, only wifi can be kicked.` });
      }
      before.set(id, client.value);
      return ok({
        question: `Kick ${nameOf(client.value)}?`,
        note: 'It reconnects by itself.',
        digest: name,
      });
    },
    run: (input) => deeds.act({ verb: 'kick', id: Input.parse(input).id }),
    async look(input, startedAt): Promise<Outcome> {
      const { id } = Input.parse(input);
      const was = before.get(id);
      const client = await findClient(network, id);
      if (!was) return { state: 'open' };
      if (client.ok) {
        if (!fell(was.connectedSec, client.value.connectedSec)) return { state: 'open' };
        return { state: 'done', words: `${was.name} reconnected, ${time.ago(startedAt)}.` };
      }
      if (client.error.kind !== 'not-found') return { state: 'open' };
      return { state: 'done', words: `${was.name} is off the network, ${time.ago(startedAt)}.` };
    },
  };
}
