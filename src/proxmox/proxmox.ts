import { z } from 'zod';
import type { Asked } from '../core/reading.ts';

const percent = z.number().min(0).max(100);

/** The cluster at a glance. Templates do not count as VMs. */
export const ProxmoxStatus = z.object({
  nodes: z.int().min(0),
  nodesOnline: z.int().min(0),
  vms: z.int().min(0),
  containers: z.int().min(0),
  cpuPercent: percent.optional(),
  memoryPercent: percent.optional(),
  diskPercent: percent.optional(),
  /** Names of nodes that do not answer. */
  offline: z.array(z.string()).optional(),
});
export type ProxmoxStatus = z.infer<typeof ProxmoxStatus>;

export const ProxmoxNode = z.object({
  name: z.string(),
  online: z.boolean(),
  cpuPercent: percent.optional(),
  memoryPercent: percent.optional(),
  diskPercent: percent.optional(),
  uptimeSec: z.number().min(0).optional(),
});
export type ProxmoxNode = z.infer<typeof ProxmoxNode>;

export const ProxmoxNodes = z.object({ nodes: z.array(ProxmoxNode) });
export type ProxmoxNodes = z.infer<typeof ProxmoxNodes>;

export const Guest = z.object({
  id: z.int().min(0),
  name: z.string(),
  kind: z.enum(['vm', 'lxc']),
  node: z.string(),
  state: z.enum(['running', 'stopped', 'paused', 'unknown']),
  cpuPercent: z.number().min(0).optional(),
  memoryUsedBytes: z.number().min(0).optional(),
  memoryTotalBytes: z.number().min(0).optional(),
  diskTotalBytes: z.number().min(0).optional(),
  uptimeSec: z.number().min(0).optional(),
});
export type Guest = z.infer<typeof Guest>;

export const Guests = z.object({ guests: z.array(Guest) });
export type Guests = z.infer<typeof Guests>;

/** What the Proxmox screens need to know. Written here, by the consumer; adapters obey it. */
export interface Proxmox {
  status(): Asked<ProxmoxStatus>;
  nodes(): Asked<ProxmoxNodes>;
  guests(): Asked<Guests>;
}
