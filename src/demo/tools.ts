import type { DemoTool } from './demo-tool.ts';
import { k8sTools } from './k8s-tools.ts';
import { networkTools } from './network-tools.ts';
import { proxmoxTools } from './proxmox-tools.ts';
import { securityTools } from './security-tools.ts';
import type { DemoState } from './world-at.ts';

export type DemoArea = 'network' | 'proxmox' | 'k8s' | 'security';

/** Returns all tools of the four servers. */
export const demoTools = (
  demoState: DemoState,
): Readonly<Record<DemoArea, readonly DemoTool[]>> => ({
  network: networkTools(demoState),
  proxmox: proxmoxTools(demoState),
  k8s: k8sTools(demoState),
  security: securityTools(demoState),
});
