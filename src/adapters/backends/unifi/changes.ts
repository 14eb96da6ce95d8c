import {
  NETWORK_VERBS,
  type NetworkChange,
  type NetworkChanges,
  type NetworkVerb,
} from '../../../areas/network/network.ts';
import type { Failure } from '../../../core/failure.ts';
import { map, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { type Classic, JSON_BODY } from './legacy-api.ts';
import { deviceAt, type FindSite } from './site.ts';

interface Dependencies {
  readonly api: Api;
  readonly site: FindSite;
  readonly classic: Classic;
}

type Send = (wish: NetworkChange) => Promise<Result<unknown, Failure>>;

/** Gear and its ports are for the official API, clients only for the classic one. */
export function createChanges({ api, site, classic }: Dependencies): NetworkChanges {
  const toClient: Send = ({ verb, id }) =>
    classic.command('stamgr', { cmd: `${verb}-sta`, mac: id }, verb);

  const toGear =
    (action: string, pathTo: (wish: NetworkChange) => string): Send =>
    async (wish) => {
      const here = await site();
      if (!here.ok) return here;
      const path = `${deviceAt(here.value, wish.gear ?? {})}${pathTo(wish)}/actions`;
      const request = { method: 'POST', headers: JSON_BODY, body: { action } } as const;
      return api.ask(path, { ...request, asText: true });
    };

  const sends: Readonly<Record<NetworkVerb, Send>> = {
    block: toClient,
    unblock: toClient,
    kick: toClient,
    restart: toGear('RESTART', () => ''),
    cycle: toGear('POWER_CYCLE', ({ port }) => `/interfaces/ports/${port}`),
  };

  return {
    verbs: async () => new Set(NETWORK_VERBS),
    act: async (wish) => map(await sends[wish.verb](wish), () => undefined),
  };
}
