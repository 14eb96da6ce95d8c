import {
  NETWORK_VERBS,
  type NetworkChange,
  type NetworkChanges,
  type NetworkVerb,
} from '../../../areas/network/network.ts';
import type { Failure } from '../../../core/failure.ts';
import { map, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { JSON_BODY, type LegacyApi } from './legacy-api.ts';
import { devicePath, type FindSite } from './site.ts';

interface Dependencies {
  readonly api: Api;
  readonly site: FindSite;
  readonly legacy: LegacyApi;
}

type Send = (change: NetworkChange) => Promise<Result<unknown, Failure>>;

/** Changes devices and their ports through the official API, and clients through the legacy one, the only one that can. */
export function createChanges({ api, site, legacy }: Dependencies): NetworkChanges {
  const toClient: Send = ({ verb, id }) =>
    legacy.command('stamgr', { cmd: `${verb}-sta`, mac: id }, verb);

  const toDevice =
    (action: string, pathTo: (change: NetworkChange) => string): Send =>
    async (change) => {
      const here = await site();
      if (!here.ok) return here;
      const path = `${devicePath(here.value, change.gear ?? {})}${pathTo(change)}/actions`;
      const request = { method: 'POST', headers: JSON_BODY, body: { action } } as const;
      return api.ask(path, { ...request, asText: true });
    };

  const sends: Readonly<Record<NetworkVerb, Send>> = {
    block: toClient,
    unblock: toClient,
    kick: toClient,
    restart: toDevice('RESTART', () => ''),
    cycle: toDevice('POWER_CYCLE', ({ port }) => `/interfaces/ports/${port}`),
  };

  return {
    verbs: async () => new Set(NETWORK_VERBS),
    act: async (change) => map(await sends[change.verb](change), () => undefined),
  };
}
