import type { AreaName } from '../../src/config/areas.ts';
import type { Kind } from './generated.ts';

const NOW = '2026-11-21T11:30:00Z';

const count = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;

/** What generated servers have, in the words that most servers use. */
export const KINDS: Readonly<Record<AreaName, readonly Kind[]>> = {
  proxmox: [
    {
      nouns: ['nodes', 'hypervisors', 'hosts'],
      head: ['2n', 'nodes?'],
      make: (name, index) => ({ name, status: index === 1 ? 'offline' : 'online' }),
      units: (things) => ({ node: things.length }),
      isTrouble: ({ status }) => status === 'offline',
    },
    {
      nouns: ['vms', 'virtual_machines', 'qemu_vms'],
      head: ['2v', 'VMs?'],
      make: (name, index) => ({
        vmid: 100 + index,
        name,
        type: 'qemu',
        status: index === 2 ? 'stopped' : 'running',
        node: 'n1',
      }),
      units: (things) => ({ VM: things.length }),
      isTrouble: ({ status }) => status === 'stopped',
    },
    {
      nouns: ['containers', 'lxcs', 'lxc_containers'],
      head: ['2v', 'LXC'],
      make: (name, index) => ({
        vmid: 300 + index,
        name,
        type: 'lxc',
        status: 'running',
        node: 'n1',
      }),
      units: (things) => ({ LXC: things.length }),
      isTrouble: () => false,
    },
  ],
  network: [
    {
      nouns: ['devices', 'network_devices'],
      head: ['net', 'APs?'],
      make: (name, index) => ({
        mac: `02:00:00:00:00:${10 + index}`,
        name,
        type: index % 2 === 0 ? 'access_point' : 'switch',
        status: index === 1 ? 'offline' : 'online',
      }),
      // A dead device is an alert of ours.
      units: (things) => ({ AP: count(things, ({ type }) => type === 'access_point') }),
      isTrouble: ({ status }) => status === 'offline',
    },
    {
      nouns: ['clients', 'stations'],
      head: ['1c', 'clients?'],
      make: (name, index) => ({
        mac: `02:00:00:00:01:${10 + index}`,
        name,
        ip: `10.0.0.${index + 2}`,
      }),
      units: (things) => ({ client: things.length }),
      isTrouble: () => false,
    },
    {
      nouns: ['alerts', 'alarms'],
      head: ['1a', 'alerts?'],
      make: (name, index) => ({
        name: `${name} is hot`,
        message: `${name} is hot`,
        severity: index === 0 ? 'critical' : 'warning',
        timestamp: NOW,
      }),
      units: (things) => ({ alert: [things.length, things.length + 1] }),
      isTrouble: () => true,
    },
  ],
  k8s: [
    {
      nouns: ['pods'],
      head: ['3p', 'pods?'],
      make: (name, index) => ({
        namespace: 'default',
        name,
        status: ['Running', 'Pending', 'CrashLoopBackOff'][index % 3],
        ready: index % 3 === 0 ? '1/1' : '0/1',
      }),
      units: (things) => ({
        pod: things.length,
        pending: count(things, ({ status }) => status === 'Pending'),
        failed: count(things, ({ status }) => status === 'CrashLoopBackOff'),
        namespace: things.length > 0 ? 1 : 0,
      }),
      isTrouble: ({ status }) => status !== 'Running',
    },
    {
      nouns: ['nodes', 'cluster_nodes'],
      head: ['3n', 'nodes?'],
      make: (name, index) => ({ name, status: index === 1 ? 'NotReady' : 'Ready' }),
      units: (things) => ({ node: things.length }),
      isTrouble: ({ status }) => status === 'NotReady',
    },
    {
      nouns: ['services'],
      head: ['3s', 'services?'],
      make: (name) => ({ namespace: 'default', name, type: 'ClusterIP', clusterIP: '10.43.0.2' }),
      units: (things) => ({ service: things.length }),
      isTrouble: () => false,
    },
    {
      nouns: ['events'],
      head: ['3e', 'events?'],
      make: (name) => ({
        ...{ name, object: `Pod/${name}`, namespace: 'default', type: 'Warning' },
        ...{ reason: 'BackOff', message: `restarting ${name}`, timestamp: NOW },
      }),
      units: (things) => ({ event: things.length }),
      isTrouble: () => true,
    },
  ],
  security: [
    {
      nouns: ['alerts', 'security_alerts', 'incidents'],
      head: ['4a', 'alerts?'],
      make: (name, index) => ({
        name,
        message: `${name} was attacked`,
        severity: index === 0 ? 'critical' : 'warning',
        timestamp: NOW,
      }),
      units: (things) => ({
        alert: things.length,
        critical: count(things, ({ severity }) => severity === 'critical'),
        warning: count(things, ({ severity }) => severity === 'warning'),
      }),
      isTrouble: () => true,
    },
    {
      nouns: ['firewall_rules', 'firewall_policies'],
      head: ['4f', 'rules?'],
      make: (name) => ({ name, action: 'drop', enabled: true }),
      units: (things) => ({ rule: things.length, ban: 0 }),
      isTrouble: () => false,
    },
  ],
};
