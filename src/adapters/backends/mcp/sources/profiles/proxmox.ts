import type { ActionCall, Profile } from '../profile.ts';

type Verbs = Readonly<Record<string, readonly ActionCall[]>>;

const VERBS = ['start', 'shutdown', 'stop', 'reboot'] as const;

/** A tool for each verb, and for each kind of guest. */
const perKind = (toolFor: (verb: string, kind: 'vm' | 'lxc') => string): Verbs =>
  Object.fromEntries(
    VERBS.map((verb) => [
      verb,
      (['vm', 'lxc'] as const).map((kind) => ({
        tool: toolFor(verb, kind),
        when: { kind },
        args: { node: '$node', vmid: '$id' },
      })),
    ]),
  );

/** Containers are named by `node:id` there, and rebooted by a word of their own. */
const PLUS: Verbs = {
  start: [
    { tool: 'start_vm', when: { kind: 'vm' }, args: { node: '$node', vmid: '$id' } },
    { tool: 'start_container', when: { kind: 'lxc' }, args: { selector: '$node:$id' } },
  ],
  shutdown: [
    { tool: 'shutdown_vm', when: { kind: 'vm' }, args: { node: '$node', vmid: '$id' } },
    {
      tool: 'stop_container',
      when: { kind: 'lxc' },
      args: { selector: '$node:$id', graceful: true },
    },
  ],
  stop: [
    { tool: 'stop_vm', when: { kind: 'vm' }, args: { node: '$node', vmid: '$id' } },
    {
      tool: 'stop_container',
      when: { kind: 'lxc' },
      args: { selector: '$node:$id', graceful: false },
    },
  ],
  reboot: [{ tool: 'restart_container', when: { kind: 'lxc' }, args: { selector: '$node:$id' } }],
};

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
    actions: perKind((verb, kind) => `proxmox_${verb}_${kind}`),
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
    actions: PLUS,
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
      storages: [{ tool: 'get_cluster_resources', args: { type: 'storage' }, path: 'data' }],
      quorum: [{ tool: 'get_cluster_status', path: 'data' }],
    },
    actions: perKind((verb, kind) => `${verb}_${kind === 'vm' ? 'vm' : 'container'}`),
  },
];
