import type { DemoTool } from './demo-tool.ts';
import { k8sTools } from './k8s-tools.ts';
import { networkTools } from './network-tools.ts';
import { proxmoxTools } from './proxmox-tools.ts';
import { securityTools } from './security-tools.ts';
import type { DemoState } from './world-at.ts';

export type DemoArea = 'network' | 'proxmox' | 'k8s' | 'security';

/** Every tool of the four servers in a given world. */
export const demoTools = (world: DemoState): Readonly<Record<DemoArea, readonly DemoTool[]>> => ({
  network: networkTools(world),
  proxmox: proxmoxTools(world),
  k8s: k8sTools(world),
  security: securityTools(world),
});
