import { z } from 'zod';
import { NETWORK_VERBS, type NetworkVerb } from '../areas/network/network.ts';
import { CLIENT_NAMES } from './client-names.ts';
import { macOf } from './network.ts';
import { type DemoState, worldAt } from './world-at.ts';

export const NetworkChangeArguments = z.object({
  verb: z.enum(NETWORK_VERBS),
  /** The address of a client, or the name of gear. */
  id: z.string(),
  port: z.int().optional(),
});

type Wish = z.infer<typeof NetworkChangeArguments>;

/** Does it to the imaginary network; a client that does not live here is an error. */
export function actOnNetwork(world: DemoState, now: number, wish: Wish): void {
  const toClient = (): string => {
    const moment = worldAt(world, now);
    const member = CLIENT_NAMES.find(({ name }) => macOf(name, moment) === wish.id);
    if (!member) throw new Error(`there is no client ${wish.id}`);
    return `client/${member.name}`;
  };
  const paths: Readonly<Record<NetworkVerb, () => string>> = {
    block: toClient,
    unblock: toClient,
    kick: toClient,
    restart: () => `gear/${wish.id}`,
    cycle: () => `port/${wish.port}`,
  };
  world.changes?.set(paths[wish.verb](), { verb: wish.verb, at: now });
}
