import { z } from 'zod';
import { NETWORK_VERBS, type NetworkVerb } from '../areas/network/network.ts';
import { CLIENT_NAMES } from './client-names.ts';
import { macOf } from './network.ts';
import { type DemoState, worldAt } from './world-at.ts';

export const NetworkChangeArguments = z.object({
  verb: z.enum(NETWORK_VERBS),
  /** The address of a client, or the name of a device. */
  id: z.string(),
  port: z.int().optional(),
});

type ChangeArguments = z.infer<typeof NetworkChangeArguments>;

/** Applies a change to the demo network; throws for an unknown client. */
export function actOnNetwork(demoState: DemoState, now: number, change: ChangeArguments): void {
  const toClient = (): string => {
    const world = worldAt(demoState, now);
    const member = CLIENT_NAMES.find(({ name }) => macOf(name, world) === change.id);
    if (!member) throw new Error(`there is no client ${change.id}`);
    return `client/${member.name}`;
  };
  const paths: Readonly<Record<NetworkVerb, () => string>> = {
    block: toClient,
    unblock: toClient,
    kick: toClient,
    restart: () => `gear/${change.id}`,
    cycle: () => `port/${change.port}`,
  };
  demoState.changes?.set(paths[change.verb](), { verb: change.verb, at: now });
}
