import type { ListName } from './profile.ts';

/** What servers call the things of each list; the likeliest first. */
export const NOUNS: Readonly<Record<ListName | 'sites', readonly string[]>> = {
  devices: ['devices', 'device', 'gear', 'aps', 'switches', 'gateways'],
  clients: ['clients', 'client', 'stations', 'station', 'leases'],
  alerts: ['alerts', 'alert', 'alarms', 'alarm', 'incidents', 'threats', 'detections'],
  uplink: [],
  nodes: ['nodes', 'node', 'hypervisors', 'hypervisor', 'hosts'],
  guests: ['guests', 'guest', 'vms', 'vm', 'machines', 'containers', 'lxc', 'lxcs', 'instances'],
  quorum: [],
  storages: [],
  pods: ['pods', 'pod'],
  deployments: ['deployments', 'deployment'],
  usage: [],
  services: ['services', 'service', 'svc'],
  events: ['events', 'event'],
  logs: ['logs', 'log'],
  rules: ['rules', 'rule', 'policies', 'decisions', 'bans'],
  sites: ['sites', 'site'],
  namespaces: ['namespaces', 'namespace'],
};
