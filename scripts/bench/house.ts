import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import { type Homelab, startHomelab } from '../../src/demo/homelab-servers.ts';

export interface House extends AsyncDisposable {
  readonly setMood: Homelab['setMood'];
  /** The relay's settings for it. */
  readonly env: NodeJS.ProcessEnv;
}

/** What a slow backend takes. */
export const SLOW_MS = 3000;

/** The imaginary homelab as real MCP servers, in this process: for the relay a backend as any other. */
export async function openHouse(): Promise<House> {
  const homelab = await startHomelab({
    clock: { ...systemClock, wait: () => sleep(SLOW_MS) },
  });
  const { network, proxmox, k8s, security } = homelab.urls;
  return {
    setMood: homelab.setMood,
    env: {
      UNIFI_MCP_URL: network,
      PROXMOX_MCP_URL: proxmox,
      K8S_MCP_URL: k8s,
      SECURITY_MCP_URL: security,
    },
    [Symbol.asyncDispose]: () => homelab[Symbol.asyncDispose](),
  };
}
