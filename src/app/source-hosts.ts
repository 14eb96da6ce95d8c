import type { Apis } from '../config/apis.ts';
import { AREA_NAMES } from '../config/areas.ts';
import type { Areas } from '../config/files.ts';

/** Returns the hosts on which the source of an area runs, as they are configured. */
export function sourceHosts(
  { areas, apis }: { readonly areas: Areas; readonly apis: Apis },
  area: string,
): readonly string[] {
  const name = AREA_NAMES.find((one) => one === area);
  if (name === undefined) return [];
  const servers = areas[name].servers.flatMap(({ reach }) =>
    reach.kind === 'http' ? [reach.url] : [],
  );
  const vendors = {
    network: [apis.unifi?.url],
    proxmox: [apis.proxmox?.url],
    k8s: [apis.k8s?.url],
    security: [apis.crowdsec?.url, apis.wazuhManager?.url, apis.wazuhIndexer?.url],
  };
  const urls = servers.length > 0 ? servers : vendors[name].filter((url) => url !== undefined);
  return urls.map(({ hostname }) => hostname);
}
