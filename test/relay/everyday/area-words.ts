import {
  BACKUPS,
  BANS,
  CLIENTS,
  choiceOf,
  EVENTS,
  FIREWALL,
  GEAR,
  GUESTS,
  K8S_NODES,
  NAMESPACES,
  NETWORK_DETAILS,
  PODS,
  PROXMOX_NODES,
  SECURITY_ALERTS,
  SECURITY_LOG,
  SERVICES,
  STORAGE,
  shows,
} from './expectations.ts';
import { after, each, type Theme } from './row.ts';

const WORDS = [
  ...each(
    GUESTS,
    'vms',
    'VMs?',
    'VM',
    'virtual machines',
    'guests',
    'show vms',
    'list vms',
    'my vms',
  ),
  ...each(shows(/LXC|pods/), 'containers', 'lxc'),
  ...each(PODS, 'pods', 'Pods!', 'pod', 'show me the pods', 'list pods', 'k8s pods'),
  ...each(SERVICES, 'services', 'svc'),
  ...each(EVENTS, 'events', 'k8s events'),
  ...each(shows(/sonarr|jellyfin|deployments/), 'deployments'),
  ...each(NAMESPACES, 'namespaces'),
  ...each(CLIENTS, 'clients', 'devices', 'who is online', "who's online?", 'network clients'),
  ...each(NETWORK_DETAILS, 'internet', 'Internet?', 'wan', 'isp', 'internet status'),
  ...each(GEAR, 'wifi', 'Wi-Fi', 'wlan', 'access points', 'wifi?'),
  ...each(FIREWALL, 'firewall', 'firewall rules', 'Firewall?'),
  ...each(BANS, 'bans', 'banned'),
  ...each(BACKUPS, 'backups', 'backup', 'backups?'),
  ...each(STORAGE, 'storage', 'disk', 'disk space'),
  ...each(SECURITY_LOG, 'security log', 'security logs'),
  ...each(shows(/log/i, /docker-host|wireguard|pihole/), 'logs'),
];

const OF_TWO_AREAS = [
  ...each(choiceOf(/Network/i, /Security/i), 'alerts', 'Alerts?', 'show alerts', 'any alerts?'),
  ...each(choiceOf(/Proxmox/i, /K8s/i), 'nodes', 'Nodes', 'list nodes'),
  ...each(choiceOf(/Network/i, /Proxmox/i, /K8s/i), 'details'),
  after(['alerts'], '1', shows(/alerts/, /Network|Security/)),
  after(['nodes'], '1', shows(/pve1|k3s-1/)),
  ...each(PROXMOX_NODES, 'proxmox nodes', 'pve nodes'),
  ...each(K8S_NODES, 'k8s nodes', 'kubernetes nodes'),
  ...each(SECURITY_ALERTS, 'security alerts'),
];

const ELSEWHERE = [
  after(['1', 'c'], 'vms', GUESTS),
  after(['4', 'a'], 'pods', PODS),
  after(['2', 'v'], 'clients', CLIENTS),
  after(['plex', '1'], 'firewall', FIREWALL),
  after(['kids-ipad'], 'services', SERVICES),
  after(['3'], 'internet', NETWORK_DETAILS),
  after(['2'], 'wifi', GEAR),
  after(['4'], 'alerts', SECURITY_ALERTS),
  after(['2'], 'nodes', PROXMOX_NODES),
  after(['3', 'p'], 'nodes', K8S_NODES),
  after(['5', 'why is plex slow'], 'pods', PODS),
  after(['5', 'why is plex slow'], 'vms', GUESTS),
];

export const AREA_WORDS: Theme = {
  name: 'area words',
  rows: [...WORDS, ...OF_TWO_AREAS, ...ELSEWHERE],
};
