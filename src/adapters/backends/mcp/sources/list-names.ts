import type { ListName } from './profile.ts';

/** The names that servers use for the items of each list; the likeliest first. */
export const NOUNS: Readonly<Record<ListName | 'sites', readonly string[]>> = {
  devices: ['devices', 'device', 'gear', 'equipment', 'hardware', 'appliances'],
  clients: ['clients', 'client', 'stations', 'station', 'sta', 'leases', 'endpoints', 'hosts'],
  alerts: [
    ...['alerts', 'alert', 'alarms', 'alarm', 'incidents', 'threats', 'detections', 'findings'],
    ...['offenses', 'notables', 'intrusions', 'warnings'],
  ],
  uplink: ['wan', 'uplink', 'uplinks', 'internet'],
  nodes: ['nodes', 'node', 'no', 'hypervisors', 'hypervisor', 'hosts', 'servers', 'members'],
  guests: ['guests', 'guest', 'instances', 'workloads'],
  quorum: [],
  storages: [],
  pods: ['pods', 'pod', 'po'],
  deployments: ['deployments', 'deployment', 'deploy'],
  usage: [],
  services: ['services', 'service', 'svc', 'svcs'],
  events: ['events', 'event', 'ev'],
  logs: ['logs', 'log', 'syslog', 'journal', 'lines'],
  rules: [
    ...['rules', 'rule', 'ruleset', 'policies', 'decisions', 'bans', 'blocklist', 'acls', 'jails'],
    ...['jail', 'decision', 'ban'],
    ...['ips', 'addresses'], // where they are said to be banned
  ],
  sites: ['sites', 'site'],
  namespaces: ['namespaces', 'namespace', 'ns'],
};

/** The everyday name of a list, where it differs. */
export const labelOf = (name: ListName): string =>
  ({ guests: 'VMs', rules: 'firewall rules' })[String(name)] ?? name;
