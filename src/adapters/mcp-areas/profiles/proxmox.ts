import type { Profile } from '../profile.ts';

/** Proxmox VE. */
export const PROXMOX_PROFILES: readonly Profile[] = [
  {
    name: 'gilby125',
    area: 'proxmox',
    detect: { tools: ['proxmox_get_nodes', 'proxmox_get_vms'] },
    lists: {
      nodes: [{ tool: 'proxmox_get_nodes', path: 'nodes' }],
      guests: [{ tool: 'proxmox_get_vms', path: 'vms' }],
    },
  },
  {
    name: 'proxmox-mcp-plus',
    area: 'proxmox',
    detect: { tools: ['get_nodes', 'get_vms', 'execute_vm_command', 'get_containers'] },
    lists: {
      nodes: [{ tool: 'get_nodes' }],
      guests: [
        { tool: 'get_vms', assume: { type: 'vm' } },
        { tool: 'get_containers', args: { format_style: 'json' }, assume: { type: 'lxc' } },
      ],
      quorum: [{ tool: 'get_cluster_status' }],
    },
  },
  {
    name: 'canvrno',
    area: 'proxmox',
    detect: { tools: ['get_nodes', 'get_vms', 'execute_vm_command'], without: ['get_containers'] },
    lists: {
      nodes: [{ tool: 'get_nodes' }],
      guests: [{ tool: 'get_vms', assume: { type: 'vm' } }],
      quorum: [{ tool: 'get_cluster_status' }],
    },
  },
  {
    name: 'ry-ops-proxmox',
    area: 'proxmox',
    detect: { tools: ['list_nodes', 'get_cluster_resources', 'list_cluster_tasks'] },
    lists: {
      nodes: [{ tool: 'list_nodes', path: 'data' }],
      // list_vms fails as a whole when one node is away.
      guests: [{ tool: 'get_cluster_resources', args: { type: 'vm' }, path: 'data' }],
      quorum: [{ tool: 'get_cluster_status', path: 'data' }],
    },
  },
];
