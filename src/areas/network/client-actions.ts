import { isIP } from 'node:net';
import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Action, Outcome } from '../../operation/change-operation.ts';
import { isMac, macAddress } from '../../operation/inputs.ts';
import { planOf } from '../../operation/plan.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { createStarts, Running, runningNow, wasRestarted } from '../shared/was-restarted.ts';
import type { BlockedClients } from './blocked-clients.ts';
import { findClient } from './find.ts';
import type { Client, Network, NetworkChanges } from './network.ts';

const Input = z.strictObject({ id: macAddress });

const nameOf = ({ name, ip }: Client): string =>
  `${quoteName(name)}${ip ? ` (${isIP(ip) > 0 ? ip : quoteName(ip)})` : ''}`;

export const block = (
  network: Network,
  changes: NetworkChanges,
  { time, blocked }: { readonly time: LocalTime; readonly blocked: BlockedClients },
): Action => ({
  name: 'network_block',
  verb: 'block',
  summary: 'Keep a client off the network',
  risk: 'change',
  input: Input,
  async plan(input) {
    const { id } = Input.parse(input);
    const client = await findClient(network, id);
    if (!client.ok) return client;
    return ok(
      planOf({
        question: `Block ${nameOf(client.value)}?`,
        note: 'It loses the network at once.',
        identity: id,
        evidence: { name: client.value.name },
      }),
    );
  },
  async run(input, evidence) {
    const { id } = Input.parse(input);
    const { name } = Named.parse(evidence ?? {});
    const sent = await changes.act({ verb: 'block', id });
    if (sent.ok) blocked.add({ id, name: name ?? id });
    return sent;
  },
  async verify(input, startedAt, evidence): Promise<Outcome> {
    const { id } = Input.parse(input);
    const client = await findClient(network, id);
    if (client.ok || client.error.kind !== 'not-found') return { state: 'open' };
    const { name = id } = Named.parse(evidence ?? {});
    blocked.add({ id, name });
    const undo = `Undo: unblock ${name === id ? id : quoteName(name)}`;
    const words = `${quoteName(name)} is blocked, ${time.formatAge(startedAt)}. ${undo}`;
    return { state: 'done', words };
  },
});

const Named = z.object({ name: z.string().optional() });

const Presence = z.object({ isThere: z.boolean() });

/** UniFi does not list blocked clients, so the user names the MAC address; success is the client reappearing. */
export const unblock = (
  network: Network,
  changes: NetworkChanges,
  { time, blocked }: { readonly time: LocalTime; readonly blocked: BlockedClients },
): Action => {
  function nameOfBlocked(id: string): string {
    const name = blocked.nameOf(id);
    return name === undefined || name === id ? id : `${quoteName(name)} (${id})`;
  }

  return {
    name: 'network_unblock',
    verb: 'unblock',
    summary: 'Let a client back on the network, by its MAC address',
    risk: 'change',
    input: Input,
    parseArguments(words) {
      const id = blocked.findId(words) ?? (isMac(words) ? macAddress.parse(words) : undefined);
      return id === undefined ? undefined : { id };
    },
    async plan(input) {
      const { id } = Input.parse(input);
      const isThere = await isOnNetwork(network, id);
      if (!isThere.ok) return isThere;
      return ok(
        planOf({
          question: `Let ${nameOfBlocked(id)} back on the network?`,
          note: isThere.value ? 'It is on the network now.' : undefined,
          identity: isThere.value,
          evidence: { isThere: isThere.value },
        }),
      );
    },
    async run(input) {
      const { id } = Input.parse(input);
      const sent = await changes.act({ verb: 'unblock', id });
      if (sent.ok) blocked.remove(id);
      return sent;
    },
    /** A client that was connected before proves nothing. */
    async verify(input, startedAt, evidence): Promise<Outcome> {
      const client = await findClient(network, Input.parse(input).id);
      const wasAway = Presence.safeParse(evidence).data?.isThere === false;
      if (!client.ok || !wasAway) return { state: 'open' };
      const words = `${quoteName(client.value.name)} is on the network, ${time.formatAge(startedAt)}.`;
      return { state: 'done', words };
    },
  };
};

/** Returns false also when an incomplete list does not show the client. */
async function isOnNetwork(network: Network, id: string): Promise<Result<boolean, Failure>> {
  const client = await findClient(network, id);
  if (client.ok) return ok(true);
  const { kind } = client.error;
  return kind === 'not-found' || kind === 'bad-input' ? ok(false) : client;
}

const Seen = z.object({ name: z.string(), running: Running });

/** Success is the client being disconnected, or having reconnected. */
export function kick(network: Network, changes: NetworkChanges, time: LocalTime): Action {
  const startOf = createStarts(time);

  return {
    name: 'network_kick',
    verb: 'kick',
    summary: 'Disconnect a wireless client once',
    risk: 'change',
    input: Input,
    async plan(input) {
      const { id } = Input.parse(input);
      const client = await findClient(network, id);
      if (!client.ok) return client;
      const { name, wired, connectedSec } = client.value;
      if (wired) {
        const hint = `${quoteName(name)} is wired, only wifi can be kicked.`;
        return err({ kind: 'bad-input', hint });
      }
      return ok(
        planOf({
          question: `Kick ${nameOf(client.value)}?`,
          note: 'It reconnects by itself.',
          identity: [id, startOf(id, connectedSec)],
          evidence: { name, running: runningNow(connectedSec, time) },
        }),
      );
    },
    run: (input) => changes.act({ verb: 'kick', id: Input.parse(input).id }),
    async verify(input, startedAt, evidence): Promise<Outcome> {
      const client = await findClient(network, Input.parse(input).id);
      const before = Seen.safeParse(evidence).data;
      const done = (name: string, how: string): Outcome => ({
        state: 'done',
        words: `${quoteName(name)} ${how}, ${time.formatAge(startedAt)}.`,
      });
      if (client.ok) {
        const { name, connectedSec } = client.value;
        const hasReconnected = wasRestarted(
          connectedSec,
          { before: before?.running, startedAt },
          time,
        );
        return hasReconnected ? done(name, 'reconnected') : { state: 'open' };
      }
      if (!before || client.error.kind !== 'not-found') return { state: 'open' };
      return done(before.name, 'is off the network');
    },
  };
}
