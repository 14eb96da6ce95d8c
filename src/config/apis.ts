import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../core/result.ts';
import type { Secret } from '../core/secret.ts';
import { type ClusterAccess, inClusterAccess, readKubeconfig } from './cluster-access.ts';
import type { Variables } from './environment.ts';

/** The certificate trusted where no public authority vouches for the server. */
export interface TlsSettings {
  readonly ca: string | undefined;
  readonly fingerprint: string | undefined;
}

interface Service {
  readonly url: URL;
  readonly trust: TlsSettings;
}

interface User {
  readonly name: string;
  readonly password: Secret;
}

/** The vendors' own APIs, for areas without an MCP server. */
export interface Apis {
  readonly unifi?:
    | (Service & { readonly key: Secret; readonly site: string | undefined })
    | undefined;
  readonly proxmox?: (Service & { readonly token: Secret }) | undefined;
  readonly k8s?: ClusterAccess | undefined;
  readonly crowdsec?: CrowdsecApi | undefined;
  readonly wazuhManager?: (Service & { readonly user: User }) | undefined;
  readonly wazuhIndexer?: (Service & { readonly user: User }) | undefined;
}

interface CrowdsecApi extends Service {
  readonly apiKey: Secret | undefined;
  readonly machine: { readonly id: string; readonly password: Secret } | undefined;
}

/** The folder in which Kubernetes mounts the service account of a pod. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Reads the settings of the vendors' APIs, or returns the problems with them. */
export async function readApis(
  vars: Variables,
  env: NodeJS.ProcessEnv,
): Promise<Result<Apis, readonly string[]>> {
  const problems: string[] = [];

  /** Returns a group of variables if all are set; reports the missing ones if only some are. */
  function requireAll<T extends object>(
    group: T,
  ): { [Name in keyof T]: NonNullable<T[Name]> } | undefined {
    const missing = Object.entries(group).filter(([, value]) => value === undefined);
    const given = Object.entries(group).filter(([, value]) => value !== undefined);
    if (isComplete(group)) return group;
    if (given.length > 0) {
      problems.push(...missing.map(([name]) => `${name} is required with ${given[0]?.[0]}`));
    }
    return undefined;
  }

  function trust(
    name: string,
    file: string | undefined,
    fingerprint: string | undefined,
  ): TlsSettings {
    if (file === undefined) return { ca: undefined, fingerprint };
    try {
      return { ca: readFileSync(file, 'utf8'), fingerprint };
    } catch (cause) {
      problems.push(`${name}: cannot be read: ${String(cause)}`);
      return { ca: undefined, fingerprint };
    }
  }

  const { UNIFI_URL, UNIFI_API_KEY, PROXMOX_URL, PROXMOX_TOKEN } = vars;
  const unifi = requireAll({ UNIFI_URL, UNIFI_API_KEY });
  const proxmox = requireAll({ PROXMOX_URL, PROXMOX_TOKEN });
  const { WAZUH_URL, WAZUH_USER, WAZUH_PASSWORD } = vars;
  const manager = requireAll({ WAZUH_URL, WAZUH_USER, WAZUH_PASSWORD });
  const { WAZUH_INDEXER_URL, WAZUH_INDEXER_USER, WAZUH_INDEXER_PASSWORD } = vars;
  const indexer = requireAll({ WAZUH_INDEXER_URL, WAZUH_INDEXER_USER, WAZUH_INDEXER_PASSWORD });
  const wazuhTrust = trust('WAZUH_CA_FILE', vars.WAZUH_CA_FILE, vars.WAZUH_FINGERPRINT);

  const apis: Apis = {
    unifi: unifi && {
      url: unifi.UNIFI_URL,
      key: unifi.UNIFI_API_KEY,
      site: vars.UNIFI_SITE,
      trust: trust('UNIFI_CA_FILE', vars.UNIFI_CA_FILE, vars.UNIFI_FINGERPRINT),
    },
    proxmox: proxmox && {
      url: proxmox.PROXMOX_URL,
      token: proxmox.PROXMOX_TOKEN,
      trust: trust('PROXMOX_CA_FILE', vars.PROXMOX_CA_FILE, vars.PROXMOX_FINGERPRINT),
    },
    k8s: vars.DEMO ? undefined : await k8sApi(vars, env, problems),
    crowdsec: crowdsec(vars, problems),
    wazuhManager: manager && {
      url: manager.WAZUH_URL,
      user: { name: manager.WAZUH_USER, password: manager.WAZUH_PASSWORD },
      trust: wazuhTrust,
    },
    wazuhIndexer: indexer && {
      url: indexer.WAZUH_INDEXER_URL,
      user: { name: indexer.WAZUH_INDEXER_USER, password: indexer.WAZUH_INDEXER_PASSWORD },
      trust: { ...wazuhTrust, fingerprint: vars.WAZUH_INDEXER_FINGERPRINT },
    },
  };
  return problems.length > 0 ? err(problems) : ok(apis);
}

const isComplete = <T extends object>(
  group: T,
): group is { [Name in keyof T]: NonNullable<T[Name]> } & T =>
  Object.values(group).every((value) => value !== undefined);

/** Reads the named kubeconfig, or uses the cluster the relay itself runs in. */
async function k8sApi(
  vars: Variables,
  env: NodeJS.ProcessEnv,
  problems: string[],
): Promise<ClusterAccess | undefined> {
  if (vars.KUBECONFIG !== undefined) {
    const access = await readKubeconfig(vars.KUBECONFIG, vars.KUBE_CONTEXT);
    if (access.ok) return access.value;
    problems.push(`KUBECONFIG: ${access.error}`);
  }
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  if (host === undefined) return undefined;
  const name = host.includes(':') ? `[${host}]` : host;
  return inClusterAccess(SERVICE_ACCOUNT, new URL(`https://${name}:${port}`));
}

function crowdsec(vars: Variables, problems: string[]): CrowdsecApi | undefined {
  const { CROWDSEC_URL: url, CROWDSEC_API_KEY: apiKey } = vars;
  const { CROWDSEC_MACHINE_ID: id, CROWDSEC_PASSWORD: password } = vars;
  if (!url) return undefined;
  if (!apiKey && !(id && password)) {
    problems.push(
      'CROWDSEC_API_KEY, or CROWDSEC_MACHINE_ID and CROWDSEC_PASSWORD, is required with CROWDSEC_URL',
    );
  }
  const machine = id !== undefined && password ? { id, password } : undefined;
  return { url, apiKey, machine, trust: { ca: undefined, fingerprint: undefined } };
}
