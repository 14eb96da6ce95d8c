import { z } from 'zod';
import {
  ClusterEvents,
  ClusterNodes,
  Deployments,
  K8sCounts,
  Namespaces,
  PodLog,
  Pods,
  Services,
} from '../areas/k8s/k8s.ts';
import { ACCEPTED, Accepted, type DemoTool, toolWithInput } from './demo-tool.ts';
import { k8sAt } from './k8s.ts';
import { actOnWorkload, WorkloadChangeArguments } from './k8s-changes.ts';
import { podLogAt } from './pod-log.ts';
import { deploymentsAt } from './pods.ts';
import { type DemoState, worldAt } from './world-at.ts';

/** The tools of the demo Kubernetes server. */
export const k8sTools = (demoState: DemoState): readonly DemoTool[] => [
  {
    name: 'get_cluster_status',
    title: 'Cluster status',
    description: 'Pods, pods that are pending or failed, and nodes that are ready',
    shape: K8sCounts,
    answerAt: (now) => k8sAt(demoState, now).status,
  },
  {
    name: 'get_namespaces',
    title: 'Namespaces',
    description: 'Pods by namespace',
    shape: Namespaces,
    answerAt: (now) => k8sAt(demoState, now).namespaces,
  },
  {
    name: 'list_pods',
    title: 'Pods',
    description: 'Every pod with its status, restarts and node',
    shape: Pods,
    answerAt: (now) => k8sAt(demoState, now).pods,
  },
  toolWithInput(z.object({ namespace: z.string(), name: z.string() }), {
    name: 'get_pod_log',
    title: 'Pod log',
    description: 'The last lines that a pod printed',
    shape: PodLog,
    answerAt: (now, { namespace, name }) => podLogAt(worldAt(demoState, now), namespace, name),
  }),
  {
    name: 'list_deployments',
    title: 'Deployments',
    description: 'Every deployment, and how many of its pods are ready',
    shape: Deployments,
    answerAt: (now) => ({ deployments: deploymentsAt(worldAt(demoState, now)) }),
  },
  {
    name: 'list_services',
    title: 'Services',
    description: 'Every service with its addresses and ports',
    shape: Services,
    answerAt: (now) => k8sAt(demoState, now).services,
  },
  {
    name: 'list_events',
    title: 'Events',
    description: 'Recent events of the cluster',
    shape: ClusterEvents,
    answerAt: (now) => k8sAt(demoState, now).events,
  },
  {
    name: 'list_nodes',
    title: 'Nodes',
    description: 'Every node with its readiness and load',
    shape: ClusterNodes,
    answerAt: (now) => k8sAt(demoState, now).nodes,
  },
  toolWithInput(WorkloadChangeArguments, {
    name: 'act_on_workload',
    title: 'Delete, restart, scale',
    description: 'Delete a pod, restart or scale a deployment',
    shape: Accepted,
    isAction: true,
    answerAt(now, change) {
      actOnWorkload(demoState, now, change);
      return ACCEPTED;
    },
  }),
];
