import type { Guest } from '../areas/proxmox/proxmox.ts';

/** A Proxmox node and the load it has on an ordinary day, in percent. */
export interface PlannedNode {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
  readonly upDays: number;
}

export const NODES: readonly PlannedNode[] = [
  { name: 'pve1', cpu: 31, memory: 71, disk: 74, upDays: 63.4 },
  { name: 'pve2', cpu: 22, memory: 66, disk: 70, upDays: 63.3 },
  { name: 'pve3', cpu: 16, memory: 55, disk: 69, upDays: 14.1 },
];

export interface PlannedGuest extends Pick<Guest, 'id' | 'name' | 'kind' | 'node'> {
  readonly memoryGib: number;
  readonly diskGib: number;
  /** True for a spare guest that is always off. */
  readonly isOff?: true;
}

export const GUESTS: readonly PlannedGuest[] = [
  { id: 100, name: 'home-assistant', kind: 'vm', node: 'pve1', memoryGib: 4, diskGib: 32 },
  { id: 101, name: 'k3s-1', kind: 'vm', node: 'pve1', memoryGib: 16, diskGib: 120 },
  { id: 102, name: 'k3s-2', kind: 'vm', node: 'pve2', memoryGib: 16, diskGib: 120 },
  { id: 103, name: 'k3s-3', kind: 'vm', node: 'pve3', memoryGib: 16, diskGib: 120 },
  { id: 104, name: 'nextcloud', kind: 'vm', node: 'pve2', memoryGib: 8, diskGib: 500 },
  { id: 105, name: 'truenas', kind: 'vm', node: 'pve1', memoryGib: 24, diskGib: 64 },
  {
    id: 106,
    name: 'win11-test',
    kind: 'vm',
    node: 'pve2',
    memoryGib: 8,
    diskGib: 128,
    isOff: true,
  },
  { id: 107, name: 'docker-host', kind: 'vm', node: 'pve2', memoryGib: 12, diskGib: 200 },
  { id: 108, name: 'frigate', kind: 'vm', node: 'pve3', memoryGib: 8, diskGib: 1000 },
  { id: 109, name: 'forgejo', kind: 'vm', node: 'pve2', memoryGib: 4, diskGib: 80 },
  { id: 110, name: 'minecraft', kind: 'vm', node: 'pve1', memoryGib: 6, diskGib: 40 },
  { id: 111, name: 'ubuntu-dev', kind: 'vm', node: 'pve3', memoryGib: 8, diskGib: 60 },
  { id: 200, name: 'pihole', kind: 'lxc', node: 'pve1', memoryGib: 1, diskGib: 8 },
  { id: 201, name: 'pihole-2', kind: 'lxc', node: 'pve2', memoryGib: 1, diskGib: 8 },
  { id: 202, name: 'plex', kind: 'lxc', node: 'pve1', memoryGib: 6, diskGib: 64 },
  { id: 203, name: 'vaultwarden', kind: 'lxc', node: 'pve2', memoryGib: 1, diskGib: 8 },
  { id: 204, name: 'nginx-proxy', kind: 'lxc', node: 'pve1', memoryGib: 1, diskGib: 8 },
  { id: 205, name: 'wireguard', kind: 'lxc', node: 'pve2', memoryGib: 0.5, diskGib: 4 },
  { id: 206, name: 'uptime-kuma', kind: 'lxc', node: 'pve3', memoryGib: 1, diskGib: 8 },
  { id: 207, name: 'mqtt', kind: 'lxc', node: 'pve3', memoryGib: 0.5, diskGib: 4 },
];
