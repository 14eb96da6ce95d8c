import type { Apis } from './apis.ts';
import type { Config } from './config.ts';
import type { AreaConfig, Areas } from './files.ts';

/** A configuration with a single source. */
export interface SingleSource extends Pick<Config, 'areas' | 'apis'> {
  readonly name: string;
}

const NO_SOURCES: AreaConfig = { servers: [], profile: undefined, items: {} };

/** Returns one configuration per security tool, so that each can be checked on its own. */
export function securityTools({ areas, apis }: Pick<Config, 'areas' | 'apis'>) {
  const { servers } = areas.security;
  const only = (security: AreaConfig): Areas => ({
    ...{ network: NO_SOURCES, proxmox: NO_SOURCES, k8s: NO_SOURCES, security },
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
    ([name, own]): SingleSource => ({ name, areas: only(NO_SOURCES), apis: own }),
  );
  return [...overMcp, ...singles];
}
