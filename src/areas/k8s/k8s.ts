import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

const count = z.int().min(0);

/** The cluster in numbers. */
export const K8sCounts = z.object({
  pods: count.optional(),
  pending: count.optional(),
  failed: count.optional(),
  /** Running, but not ready to serve. */
  notReady: count.optional(),
  nodes: count.optional(),
  nodesReady: count.optional(),
});
export type K8sCounts = z.infer<typeof K8sCounts>;

export const Namespace = z.object({
  name: z.string(),
  pods: count,
  pending: count,
  failed: count,
  /** Running, but not ready to serve. */
  notReady: count.optional(),
});
export type Namespace = z.infer<typeof Namespace>;

export const Namespaces = z.object({ namespaces: z.array(Namespace) });
export type Namespaces = z.infer<typeof Namespaces>;

export const Pod = z.object({
  name: z.string(),
  namespace: z.string(),
  /** The status word of kubectl: Running, Completed, Pending, CrashLoopBackOff. */
  status: z.string(),
  ready: z.string().optional(),
  restarts: count.optional(),
  /** The reason for that state, if the source returns one. */
  reason: z.string().optional(),
  node: z.string().optional(),
  ageSec: z.number().min(0).optional(),
  /** Distinguishes a pod from another one of the same name. */
  uid: z.string().optional(),
  createdAt: z.iso.datetime({ offset: true }).optional(),
});
export type Pod = z.infer<typeof Pod>;

/** The end of what a pod printed, the newest line last. */
export const PodLog = z.object({ lines: z.array(z.string()) });
export type PodLog = z.infer<typeof PodLog>;

export const Pods = z.object({ pods: z.array(Pod) });
export type Pods = z.infer<typeof Pods>;

/** A deployment keeps a number of equal pods running. */
export const Deployment = z.object({
  name: z.string(),
  namespace: z.string(),
  wanted: count,
  ready: count,
  /** The number of pods that match the latest specification. */
  updated: count.optional(),
  uid: z.string().optional(),
  /** `generation` counts the changes of the specification, `observedGeneration` those the cluster has processed. */
  generation: count.optional(),
  observedGeneration: count.optional(),
});
export type Deployment = z.infer<typeof Deployment>;

export const Deployments = z.object({ deployments: z.array(Deployment) });
export type Deployments = z.infer<typeof Deployments>;

export const K8sService = z.object({
  name: z.string(),
  namespace: z.string(),
  type: z.string(),
  clusterIp: z.string().optional(),
  externalIp: z.string().optional(),
  ports: z.array(z.string()).optional(),
});
export type K8sService = z.infer<typeof K8sService>;

export const Services = z.object({ services: z.array(K8sService) });
export type Services = z.infer<typeof Services>;

export const ClusterEvent = z.object({
  /** Missing where the source does not tell. */
  at: z.iso.datetime({ offset: true }).optional(),
  type: z.enum(['Normal', 'Warning']),
  reason: z.string(),
  /** The object of the event, as `Pod/name`. */
  object: z.string(),
  namespace: z.string().optional(),
  message: z.string(),
  count: count.optional(),
});
export type ClusterEvent = z.infer<typeof ClusterEvent>;

export const ClusterEvents = z.object({ events: z.array(ClusterEvent) });
export type ClusterEvents = z.infer<typeof ClusterEvents>;

export const ClusterNode = z.object({
  name: z.string(),
  ready: z.boolean(),
  roles: z.string().optional(),
  version: z.string().optional(),
  cpuPercent: z.number().min(0).optional(),
  memoryPercent: z.number().min(0).optional(),
});
export type ClusterNode = z.infer<typeof ClusterNode>;

/** The load of a node, where the cluster measures it. */
export const NodeUsage = z.object({
  name: z.string(),
  cpuPercent: z.number().min(0).optional(),
  memoryPercent: z.number().min(0).optional(),
});
export type NodeUsage = z.infer<typeof NodeUsage>;

export const ClusterNodes = z.object({ nodes: z.array(ClusterNode) });
export type ClusterNodes = z.infer<typeof ClusterNodes>;

/** The status of the cluster: its counts, and the lists behind them as far as the source returns them. */
export interface K8sStatus extends K8sCounts {
  readonly lists?: {
    readonly pods?: readonly Pod[] | undefined;
    readonly nodes?: readonly ClusterNode[] | undefined;
    readonly deployments?: readonly Deployment[] | undefined;
  };
}

export const K8S_VERBS = ['delete', 'restart', 'scale'] as const;
export type K8sVerb = (typeof K8S_VERBS)[number];

/** The name of the operation. */
export const k8sChange = (verb: K8sVerb): string => `k8s_${verb}`;

/** A change to one object: pods are deleted, deployments are restarted and scaled. */
export interface K8sChange {
  readonly verb: K8sVerb;
  readonly namespace: string;
  readonly name: string;
  /** The number of pods to scale to. */
  readonly replicas?: number;
}

/** The changes a source can make in a cluster. */
export interface K8sChanges {
  /** Returns the verbs allowed in a namespace. */
  verbs(namespace: string): Promise<ReadonlySet<K8sVerb>>;
  /** Sends the change once; its success is verified by reading again. */
  act(change: K8sChange): Promise<Result<void, Failure>>;
}

/** The data the Kubernetes screens need. Defined here, by the consumer; adapters implement it. */
export interface K8s {
  status(): AsyncReading<K8sStatus>;
  namespaces(): AsyncReading<Namespaces>;
  pods(): AsyncReading<Pods>;
  services(): AsyncReading<Services>;
  events(): AsyncReading<ClusterEvents>;
  nodes(): AsyncReading<ClusterNodes>;
  readonly deployments: () => AsyncReading<Deployments>;
  readonly changes?: K8sChanges | undefined;
  /** Reads the log of one pod; missing where the source has no logs. */
  readonly log?: (pod: Pick<Pod, 'namespace' | 'name'>) => AsyncReading<PodLog>;
}
