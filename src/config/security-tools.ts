import type { Apis } from './apis.ts';
import type { Config } from './config.ts';
import type { AreaConfig, Areas } from './files.ts';

/** What a configuration comes to with a single source. */
export interface SingleSource extends Pick<Config, 'areas' | 'apis'> {
  readonly name: string;
}

const NOTHING: AreaConfig = { servers: [], profile: undefined, items: {} };

/** Each security tool by itself, as if there were nothing else: to see which of them is in trouble. */
export function securityTools({ areas, apis }: Pick<Config, 'areas' | 'apis'>) {
  const { servers } = areas.security;
  const only = (security: AreaConfig): Areas => ({
    ...{ network: NOTHING, proxmox: NOTHING, k8s: NOTHING, security },
  });
  const overMcp = servers.map(
    (server): SingleSource => ({
      name: server.name,
      areas: only({ ...areas.security, servers: [server] }),
      apis: {},
    }),
  );
  const { crowdsec, wazuhManager, wazuhIndexer } = apis;
  const overApis: readonly (readonly [name: string, apis: Apis])[] = [
    ...(crowdsec ? [['CrowdSec', { crowdsec }] as const] : []),
    ...(wazuhManager ? [['Wazuh manager', { wazuhManager }] as const] : []),
    ...(wazuhIndexer ? [['Wazuh', { wazuhIndexer }] as const] : []),
  ];
  const singles = overApis.map(
    ([name, own]): SingleSource => ({ name, areas: only(NOTHING), apis: own }),
  );
  return [...overMcp, ...singles];
}
