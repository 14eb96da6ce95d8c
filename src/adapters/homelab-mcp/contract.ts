import {
  ClusterEvents,
  ClusterNodes,
  K8sStatus,
  Namespaces,
  Pods,
  Services,
} from '../../k8s/k8s.ts';
import { Clients, NetworkAlerts, NetworkDetails, NetworkStatus } from '../../network/network.ts';
import { Guests, ProxmoxNodes, ProxmoxStatus } from '../../proxmox/proxmox.ts';
import { Firewall, LogLines, SecurityAlerts, SecurityStatus } from '../../security/security.ts';

/** The published contract: which tool answers which question, and in what shape. None takes arguments. */
export const CONTRACT = {
  network: {
    status: { tool: 'get_network_status', shape: NetworkStatus },
    details: { tool: 'get_network_details', shape: NetworkDetails },
    alerts: { tool: 'get_alerts', shape: NetworkAlerts },
    clients: { tool: 'get_clients', shape: Clients },
  },
  proxmox: {
    status: { tool: 'get_cluster_status', shape: ProxmoxStatus },
    nodes: { tool: 'get_nodes', shape: ProxmoxNodes },
    guests: { tool: 'list_vms', shape: Guests },
  },
  k8s: {
    status: { tool: 'get_cluster_status', shape: K8sStatus },
    namespaces: { tool: 'get_namespaces', shape: Namespaces },
    pods: { tool: 'list_pods', shape: Pods },
    services: { tool: 'list_services', shape: Services },
    events: { tool: 'list_events', shape: ClusterEvents },
    nodes: { tool: 'list_nodes', shape: ClusterNodes },
  },
  security: {
    status: { tool: 'get_security_status', shape: SecurityStatus },
    alerts: { tool: 'get_alerts', shape: SecurityAlerts },
    logs: { tool: 'get_recent_logs', shape: LogLines },
    firewall: { tool: 'get_firewall_status', shape: Firewall },
  },
} as const;
