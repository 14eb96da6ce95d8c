import type { Logger } from 'pino';
import { createApi } from '../adapters/http-client/json-api.ts';
import { measureApi } from '../adapters/http-client/measured-api.ts';
import type { ProxyFor } from '../adapters/http-client/proxy-tunnel.ts';
import type { TlsTrust } from '../adapters/http-client/tls-trust.ts';
import type { K8s } from '../areas/k8s/k8s.ts';
import type { Network } from '../areas/network/network.ts';
import type { Proxmox } from '../areas/proxmox/proxmox.ts';
import type { NamedSources } from '../areas/security/from-sources.ts';
import type { Apis } from '../config/apis.ts';
import type { AreaName } from '../config/areas.ts';
import type { RecordCall } from '../core/call-metrics.ts';
import type { Clock } from '../core/clock.ts';
import { err, ok } from '../core/result.ts';

interface Dependencies {
  readonly apis: Apis;
  /** Returns the recorder of the calls of an area. */
  readonly calls: (area: AreaName) => RecordCall;
  readonly proxyFor: ProxyFor;
  readonly clock: Clock;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
}

type Headers = Readonly<Record<string, string>>;

/** Creates the client of a vendor's API; `service` is its name for people. */
function openApi(
  dependencies: Dependencies,
  area: AreaName,
  service: string,
  at: { url: URL; trust?: TlsTrust },
  headers: Headers = {},
) {
  const { proxyFor, clock, log, calls, cleanup } = dependencies;
  const api = cleanup.use(
    createApi({
      service,
      ...at,
      proxyFor,
      clock,
      log,
      headers: () => Promise.resolve(ok(headers)),
    }),
  );
  return measureApi(api, calls(area));
}

export async function composeUnifi(
  dependencies: Dependencies,
  service: string,
): Promise<Network | undefined> {
  const { unifi } = dependencies.apis;
  if (!unifi) return undefined;
  const { createUnifiApi } = await import('../adapters/backends/unifi/unifi-api.ts');
  const api = openApi(dependencies, 'network', service, unifi, { 'x-api-key': unifi.key.reveal() });
  return createUnifiApi({ api, clock: dependencies.clock, site: unifi.site });
}

export async function composeProxmox(
  dependencies: Dependencies,
  service: string,
): Promise<Proxmox | undefined> {
  const { proxmox } = dependencies.apis;
  if (!proxmox) return undefined;
  const { createProxmoxApi } = await import('../adapters/backends/proxmox/proxmox-api.ts');
  const base = new URL(`${proxmox.url.href.replace(/(?<!\/)\/+$/, '')}/api2/json`);
  const authorization = `PVEAPIToken=${proxmox.token.reveal()}`;
  const api = openApi(
    dependencies,
    'proxmox',
    service,
    { ...proxmox, url: base },
    { authorization },
  );
  return createProxmoxApi(api, dependencies.clock);
}

export async function composeKubernetes(
  dependencies: Dependencies,
  service: string,
): Promise<K8s | undefined> {
  const { k8s } = dependencies.apis;
  if (!k8s) return undefined;
  const { createKubernetesApi } = await import('../adapters/backends/kubernetes/kubernetes-api.ts');
  const { url, ca, client, token } = k8s;
  const { proxyFor, clock, log, calls, cleanup } = dependencies;
  const api = cleanup.use(
    createApi({
      service,
      url,
      trust: { ca, client: client && { cert: client.cert, key: client.key.reveal() } },
      proxyFor,
      clock,
      log,
      async headers() {
        try {
          return ok(token ? { authorization: `Bearer ${token().reveal()}` } : {});
        } catch (cause) {
          return err({ kind: 'denied', service, cause: String(cause) });
        }
      },
    }),
  );
  return createKubernetesApi(measureApi(api, calls('k8s')), clock);
}

/** Returns the sources of CrowdSec and Wazuh that are set up. */
export async function composeSecurityApis(dependencies: Dependencies): Promise<NamedSources> {
  const { crowdsec, wazuhManager, wazuhIndexer } = dependencies.apis;
  const { clock } = dependencies;
  const all: [string, NamedSources[number][1]][] = [];
  if (crowdsec) {
    const { createCrowdsecApi } = await import('../adapters/backends/crowdsec/crowdsec-api.ts');
    const api = openApi(dependencies, 'security', 'CrowdSec', crowdsec);
    all.push(['CrowdSec', createCrowdsecApi(api, crowdsec, clock)]);
  }
  if (wazuhManager) {
    const { createWazuhManager } = await import('../adapters/backends/wazuh/wazuh-manager.ts');
    const api = openApi(dependencies, 'security', 'Wazuh', wazuhManager);
    all.push(['Wazuh manager', createWazuhManager(api, wazuhManager.user, clock)]);
  }
  if (wazuhIndexer) {
    const [{ createWazuhIndexer }, { basic }] = await Promise.all([
      import('../adapters/backends/wazuh/wazuh-indexer.ts'),
      import('../adapters/backends/wazuh/wazuh-manager.ts'),
    ]);
    const authorization = basic(wazuhIndexer.user);
    const api = openApi(dependencies, 'security', 'Wazuh', wazuhIndexer, { authorization });
    all.push(['Wazuh', createWazuhIndexer(api, clock)]);
  }
  return all;
}
