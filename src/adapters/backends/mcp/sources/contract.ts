import {
  ClusterEvents,
  ClusterNodes,
  Deployments,
  K8sCounts,
  Namespaces,
  PodLog,
  Pods,
  Services,
} from '../../../../areas/k8s/k8s.ts';
import {
  Clients,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
  Ports,
} from '../../../../areas/network/network.ts';
import {
  Guests,
  ProxmoxCounts,
  ProxmoxNodes,
  Storages,
} from '../../../../areas/proxmox/proxmox.ts';
import {
  Firewall,
  LogLines,
  SecurityAlerts,
  SecurityStatus,
} from '../../../../areas/security/security.ts';

/** The published contract: which tool answers which question, and in what shape. None takes arguments. */
export const CONTRACT = {
  network: {
    status: {
      tool: 'get_network_status',
      shape: NetworkStatus.required({ devices: true, accessPoints: true, alerts: true }),
    },
    details: {
      tool: 'get_network_details',
      shape: NetworkDetails.required({ uptimeSec: true, wan: true, lan: true }),
    },
    alerts: { tool: 'get_alerts', shape: NetworkAlerts },
    clients: { tool: 'get_clients', shape: Clients },
  },
  proxmox: {
    status: {
      tool: 'get_cluster_status',
      shape: ProxmoxCounts.required({
        nodes: true,
        nodesOnline: true,
        vms: true,
        containers: true,
      }),
    },
    nodes: { tool: 'get_nodes', shape: ProxmoxNodes },
    guests: { tool: 'list_vms', shape: Guests },
  },
  k8s: {
    status: {
      tool: 'get_cluster_status',
      shape: K8sCounts.required({
        pods: true,
        pending: true,
        failed: true,
        nodes: true,
        nodesReady: true,
      }),
    },
    namespaces: { tool: 'get_namespaces', shape: Namespaces },
    pods: { tool: 'list_pods', shape: Pods },
    services: { tool: 'list_services', shape: Services },
    events: { tool: 'list_events', shape: ClusterEvents },
    nodes: { tool: 'list_nodes', shape: ClusterNodes },
  },
  security: {
    status: {
      tool: 'get_security_status',
      shape: SecurityStatus.required({ critical: true, warnings: true }),
    },
    alerts: { tool: 'get_alerts', shape: SecurityAlerts },
    logs: { tool: 'get_recent_logs', shape: LogLines },
    firewall: { tool: 'get_firewall_status', shape: Firewall.required({ enabled: true }) },
  },
} as const;

/** A tool that a server of the contract may have too. It is asked with a pod's `namespace` and `name`. */
export const POD_LOG = { tool: 'get_pod_log', shape: PodLog } as const;

/** A tool that changes something. It is asked with a guest's `id` and a `verb`, after a person's word. */
export const ACT_ON_GUEST = 'act_on_guest';

/** A tool that a server of the contract may have too. It is asked with the name of a `device`. */
export const PORTS = { tool: 'list_ports', shape: Ports } as const;

/** A tool that changes something. It is asked with a `verb`, the `id` of a client or of gear, and a `port`. */
export const ACT_ON_NETWORK = 'act_on_network';

/** A tool that changes something. It is asked with a `verb`, an `address` and for how many `hours`. */
export const ACT_ON_ADDRESS = 'act_on_address';

/** Tools that a server of the contract may have too. */
export const STORAGES = { tool: 'list_storages', shape: Storages } as const;
export const DEPLOYMENTS = { tool: 'list_deployments', shape: Deployments } as const;
export const ACT_ON_WORKLOAD = 'act_on_workload';
