import { z } from 'zod';
import {
  GUEST_VERBS,
  Guests,
  ProxmoxCounts,
  ProxmoxNodes,
  Storages,
} from '../areas/proxmox/proxmox.ts';
import { ACCEPTED, Accepted, type DemoTool, toolWithInput } from './demo-tool.ts';
import { proxmoxAt } from './proxmox.ts';
import type { DemoState } from './world-at.ts';

const GuestChangeArguments = z.object({ id: z.string(), verb: z.enum(GUEST_VERBS) });

/** The tools of the demo Proxmox server. */
export const proxmoxTools = (demoState: DemoState): readonly DemoTool[] => [
  {
    name: 'get_cluster_status',
    title: 'Cluster status',
    description: 'Nodes, guests and load of the Proxmox cluster',
    shape: ProxmoxCounts,
    answerAt: (now) => proxmoxAt(demoState, now).status,
  },
  {
    name: 'get_nodes',
    title: 'Nodes',
    description: 'Every Proxmox node with its load and uptime',
    shape: ProxmoxNodes,
    answerAt: (now) => proxmoxAt(demoState, now).nodes,
  },
  {
    name: 'list_vms',
    title: 'Guests',
    description: 'Virtual machines and containers with their state and load',
    shape: Guests,
    answerAt: (now) => proxmoxAt(demoState, now).guests,
  },
  {
    name: 'list_storages',
    title: 'Storages',
    description: 'Every storage, and how full it is',
    shape: Storages,
    answerAt: (now) => proxmoxAt(demoState, now).storages,
  },
  toolWithInput(GuestChangeArguments, {
    name: 'act_on_guest',
    title: 'Start, stop, reboot',
    description: 'Start, reboot, shut down or stop a guest',
    shape: Accepted,
    isAction: true,
    answerAt(now, { id, verb }) {
      demoState.changes?.set(`guest/${id}`, { verb, at: now });
      return ACCEPTED;
    },
  }),
];
