import { isIP } from 'node:net';
import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { err, map, ok, type Result } from '../../core/result.ts';
import {
  after,
  type ChangeOperation,
  defineChange,
  doneAfter,
} from '../../operation/change-operation.ts';
import { isMac, macAddress } from '../../operation/inputs.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { Running, runningNow, startedAnew, wasRestarted } from '../shared/was-restarted.ts';
import type { BlockedClients } from './blocked-clients.ts';
import { findClient } from './find.ts';
import { type Client, type Network, type NetworkChanges, networkChange } from './network.ts';

const Input = z.strictObject({ id: macAddress });

const nameOf = ({ name, ip }: Client): string =>
  `${quoteName(name)}${ip ? ` (${isIP(ip) > 0 ? ip : quoteName(ip)})` : ''}`;

export const block = (
  network: Network,
  changes: NetworkChanges,
  blocked: BlockedClients,
): ChangeOperation =>
  defineChange({
    name: networkChange('block'),
    verb: 'block',
    option: { key: 'x', label: 'Block', about: 'keeps it off' },
    summary: 'Keep a client off the network',
    risk: 'change',
    input: Input,
    evidence: z.object({ name: z.string() }),
    plan: async ({ id }) =>
      map(await findClient(network, id), (client) => ({
        question: `Block ${nameOf(client)}?`,
        note: 'It loses the network at once.',
        evidence: { name: client.name },
      })),
    async execute({ id }, { name }) {
      const sent = await changes.act({ verb: 'block', id });
      if (sent.ok) blocked.add({ id, name });
      return sent;
    },
    async verify({ id }, { name }, elapsedMs) {
      const client = await findClient(network, id);
      if (client.ok || client.error.kind !== 'not-found') return { state: 'open' };
      blocked.add({ id, name });
      const undo = `Undo: unblock ${name === id ? id : quoteName(name)}`;
      const words = after(elapsedMs, `${quoteName(name)} is blocked`);
      return { state: 'done', words: `${words} ${undo}` };
    },
  });

/** UniFi does not list blocked clients, so the user names the MAC address; success is the client reappearing. */
export const unblock = (
  network: Network,
  changes: NetworkChanges,
  blocked: BlockedClients,
): ChangeOperation => {
  function nameOfBlocked(id: string): string {
    const name = blocked.nameOf(id);
    return name === undefined || name === id ? id : `${quoteName(name)} (${id})`;
  }

  return defineChange({
    name: networkChange('unblock'),
    verb: 'unblock',
    summary: 'Let a client back on the network, by its MAC address',
    risk: 'change',
    input: Input,
    evidence: z.object({ isThere: z.boolean() }),
    parseArguments(words) {
      const id = blocked.findId(words) ?? (isMac(words) ? macAddress.parse(words) : undefined);
      return id === undefined ? undefined : { id };
    },
    plan: async ({ id }) =>
      map(await isOnNetwork(network, id), (isThere) => ({
        question: `Let ${nameOfBlocked(id)} back on the network?`,
        note: isThere ? 'It is on the network now.' : undefined,
        identity: isThere,
        evidence: { isThere },
      })),
    async execute({ id }) {
      const sent = await changes.act({ verb: 'unblock', id });
      if (sent.ok) blocked.remove(id);
      return sent;
    },
    /** A client that was connected before proves nothing. */
    async verify({ id }, { isThere }, elapsedMs) {
      const client = await findClient(network, id);
      if (!client.ok || isThere) return { state: 'open' };
      return doneAfter(`${quoteName(client.value.name)} is on the network`, elapsedMs);
    },
  });
};

/** Returns false also when an incomplete list does not show the client. */
async function isOnNetwork(network: Network, id: string): Promise<Result<boolean, Failure>> {
  const client = await findClient(network, id);
  if (client.ok) return ok(true);
  const { kind } = client.error;
  return kind === 'not-found' || kind === 'bad-input' ? ok(false) : client;
}

/** Success is the client being disconnected, or having reconnected. */
export const kick = (network: Network, changes: NetworkChanges, time: LocalTime): ChangeOperation =>
  defineChange({
    name: networkChange('kick'),
    verb: 'kick',
    option: { key: 'k', label: 'Kick', about: 'it reconnects' },
    summary: 'Disconnect a wireless client once',
    risk: 'change',
    input: Input,
    evidence: z.object({ name: z.string(), running: Running }),
    async plan({ id }) {
      const client = await findClient(network, id);
      if (!client.ok) return client;
      const { name, wired, connectedSec } = client.value;
      if (wired) {
        const hint = `${quoteName(name)} is wired, only wifi can be kicked.`;
        return err({ kind: 'bad-input', hint });
      }
      return ok({
        question: `Kick ${nameOf(client.value)}?`,
        note: 'It reconnects by itself.',
        evidence: { name, running: runningNow(connectedSec, time) },
      });
    },
    startedAnew: (before, now) => startedAnew(before.running, now.running),
    execute: ({ id }) => changes.act({ verb: 'kick', id }),
    async verify({ id }, before, elapsedMs) {
      const client = await findClient(network, id);
      if (client.ok) {
        const { name, connectedSec } = client.value;
        const hasReconnected = wasRestarted(connectedSec, before.running, elapsedMs);
        return hasReconnected
          ? doneAfter(`${quoteName(name)} reconnected`, elapsedMs)
          : { state: 'open' };
      }
      if (client.error.kind !== 'not-found') return { state: 'open' };
      return doneAfter(`${quoteName(before.name)} is off the network`, elapsedMs);
    },
  });
