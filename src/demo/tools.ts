import { z } from 'zod';
import {
  ClusterEvents,
  ClusterNodes,
  Deployments,
  K8sStatus,
  Namespaces,
  PodLog,
  Pods,
  Services,
} from '../k8s/k8s.ts';
import { Clients, NetworkAlerts, NetworkDetails, NetworkStatus } from '../network/network.ts';
import { Guests, ProxmoxNodes, ProxmoxStatus } from '../proxmox/proxmox.ts';
import { Firewall, LogLines, SecurityAlerts, SecurityStatus } from '../security/security.ts';
import { k8sAt } from './k8s.ts';
import { momentOf, type World } from './moment.ts';
import { networkAt } from './network.ts';
import { podLogAt } from './pod-log.ts';
import { deploymentsAt } from './pods.ts';
import { proxmoxAt } from './proxmox.ts';
import { securityAt } from './security.ts';

/** A tool of one of our imaginary servers: what it says about itself, and its answer at a given time. */
export interface DemoTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly shape: z.ZodObject;
  readonly answerAt: (now: number, args?: Record<string, string>) => Record<string, unknown>;
  /** What it wants to know, by name. */
  readonly input?: Readonly<Record<string, z.ZodString>>;
  /** It changes the house. */
  readonly isAction?: boolean;
}

export type DemoArea = 'network' | 'proxmox' | 'k8s' | 'security';

/** Every tool of the four servers in a given world. All but one only read. */
export const demoTools = (world: World): Readonly<Record<DemoArea, readonly DemoTool[]>> => ({
  network: [
    {
      name: 'get_network_status',
      title: 'Network status',
      description: 'Connected devices, access points, open alerts and gear that is offline',
      shape: NetworkStatus,
      answerAt: (now) => networkAt(world, now).status,
    },
    {
      name: 'get_network_details',
      title: 'Network details',
      description: 'Uptime, WAN and LAN throughput, and the state of every piece of gear',
      shape: NetworkDetails,
      answerAt: (now) => networkAt(world, now).details,
    },
    {
      name: 'get_alerts',
      title: 'Network alerts',
      description: 'Open alerts of the network',
      shape: NetworkAlerts,
      answerAt: (now) => networkAt(world, now).alerts,
    },
    {
      name: 'get_clients',
      title: 'Network clients',
      description: 'Everything that is connected, with its address and access point',
      shape: Clients,
      answerAt: (now) => networkAt(world, now).clients,
    },
  ],
  proxmox: [
    {
      name: 'get_cluster_status',
      title: 'Cluster status',
      description: 'Nodes, guests and load of the Proxmox cluster',
      shape: ProxmoxStatus,
      answerAt: (now) => proxmoxAt(world, now).status,
    },
    {
      name: 'get_nodes',
      title: 'Nodes',
      description: 'Every Proxmox node with its load and uptime',
      shape: ProxmoxNodes,
      answerAt: (now) => proxmoxAt(world, now).nodes,
    },
    {
      name: 'list_vms',
      title: 'Guests',
      description: 'Virtual machines and containers with their state and load',
      shape: Guests,
      answerAt: (now) => proxmoxAt(world, now).guests,
    },
    {
      name: 'act_on_guest',
      title: 'Start, stop, reboot',
      description: 'Start, reboot, shut down or stop a guest',
      shape: z.object({ taken: z.boolean() }),
      input: { id: z.string(), verb: z.string() },
      isAction: true,
      answerAt(now, { id = '', verb = '' } = {}) {
        world.deeds?.set(Number(id), { verb, at: now });
        return { taken: true };
      },
    },
  ],
  k8s: [
    {
      name: 'get_cluster_status',
      title: 'Cluster status',
      description: 'Pods, pods that are pending or failed, and nodes that are ready',
      shape: K8sStatus,
      answerAt: (now) => k8sAt(world, now).status,
    },
    {
      name: 'get_namespaces',
      title: 'Namespaces',
      description: 'Pods by namespace',
      shape: Namespaces,
      answerAt: (now) => k8sAt(world, now).namespaces,
    },
    {
      name: 'list_pods',
      title: 'Pods',
      description: 'Every pod with its status, restarts and node',
      shape: Pods,
      answerAt: (now) => k8sAt(world, now).pods,
    },
    {
      name: 'get_pod_log',
      title: 'Pod log',
      description: 'The last lines that a pod printed',
      shape: PodLog,
      input: { namespace: z.string(), name: z.string() },
      answerAt: (now, { namespace = '', name = '' } = {}) =>
        podLogAt(momentOf(world, now), namespace, name),
    },
    {
      name: 'list_deployments',
      title: 'Deployments',
      description: 'Every deployment, and how many of its pods are ready',
      shape: Deployments,
      answerAt: (now) => ({ deployments: deploymentsAt(momentOf(world, now)) }),
    },
    {
      name: 'list_services',
      title: 'Services',
      description: 'Every service with its addresses and ports',
      shape: Services,
      answerAt: (now) => k8sAt(world, now).services,
    },
    {
      name: 'list_events',
      title: 'Events',
      description: 'Recent events of the cluster',
      shape: ClusterEvents,
      answerAt: (now) => k8sAt(world, now).events,
    },
    {
      name: 'list_nodes',
      title: 'Nodes',
      description: 'Every node with its readiness and load',
      shape: ClusterNodes,
      answerAt: (now) => k8sAt(world, now).nodes,
    },
  ],
  security: [
    {
      name: 'get_security_status',
      title: 'Security status',
      description: 'Open alerts by how bad they are',
      shape: SecurityStatus,
      answerAt: (now) => securityAt(world, now).status,
    },
    {
      name: 'get_alerts',
      title: 'Security alerts',
      description: 'Open security alerts',
      shape: SecurityAlerts,
      answerAt: (now) => securityAt(world, now).alerts,
    },
    {
      name: 'get_recent_logs',
      title: 'Recent logs',
      description: 'The last lines of the security log',
      shape: LogLines,
      answerAt: (now) => securityAt(world, now).logs,
    },
    {
      name: 'get_firewall_status',
      title: 'Firewall',
      description: 'Whether the firewall is on, and its rules',
      shape: Firewall,
      answerAt: (now) => securityAt(world, now).firewall,
    },
  ],
});
