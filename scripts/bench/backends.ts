import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import { type Homelab, startHomelab } from '../../src/demo/homelab-servers.ts';

export interface Backends extends AsyncDisposable {
  readonly setHealthMode: Homelab['setHealthMode'];
  /** The settings with which the relay uses these backends. */
  readonly env: NodeJS.ProcessEnv;
}

/** The response time of a slow backend. */
export const SLOW_MS = 3000;

/** Starts the demo homelab as real MCP servers in this process: for the relay they are ordinary backends. */
export async function openBackends(): Promise<Backends> {
  const homelab = await startHomelab({
    clock: { ...systemClock, wait: () => sleep(SLOW_MS) },
  });
  const { network, proxmox, k8s, security } = homelab.urls;
  return {
    setHealthMode: homelab.setHealthMode,
    env: {
      UNIFI_MCP_URL: network,
      PROXMOX_MCP_URL: proxmox,
      K8S_MCP_URL: k8s,
      SECURITY_MCP_URL: security,
    },
    [Symbol.asyncDispose]: () => homelab[Symbol.asyncDispose](),
  };
}
