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
  /** As kubectl says it: Running, Completed, Pending, CrashLoopBackOff. */
  status: z.string(),
  ready: z.string().optional(),
  restarts: count.optional(),
  /** Why it is in that state, where that is told. */
  reason: z.string().optional(),
  node: z.string().optional(),
  ageSec: z.number().min(0).optional(),
  /** Tells a pod from another one of the same name. */
  uid: z.string().optional(),
  createdAt: z.iso.datetime({ offset: true }).optional(),
});
export type Pod = z.infer<typeof Pod>;

/** The end of what a pod printed, the newest line last. */
export const PodLog = z.object({ lines: z.array(z.string()) });
export type PodLog = z.infer<typeof PodLog>;

export const Pods = z.object({ pods: z.array(Pod) });
export type Pods = z.infer<typeof Pods>;

/** Pods that are kept running by their number. */
export const Deployment = z.object({
  name: z.string(),
  namespace: z.string(),
  wanted: count,
  ready: count,
  /** Pods that are as it was last told to be. */
  updated: count.optional(),
  uid: z.string().optional(),
  /** Counts what it was told to be, and how far the cluster has taken notice. */
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
  at: z.iso.datetime({ offset: true }),
  type: z.enum(['Normal', 'Warning']),
  reason: z.string(),
  /** What it happened to, as `Pod/name`. */
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

/** What a node is doing, where the cluster measures it. */
export const NodeUsage = z.object({
  name: z.string(),
  cpuPercent: z.number().min(0).optional(),
  memoryPercent: z.number().min(0).optional(),
});
export type NodeUsage = z.infer<typeof NodeUsage>;

export const ClusterNodes = z.object({ nodes: z.array(ClusterNode) });
export type ClusterNodes = z.infer<typeof ClusterNodes>;

/** The cluster at a glance: its numbers, and as much of what they count as the source lists. */
export interface K8sStatus extends K8sCounts {
  readonly lists?: {
    readonly pods?: readonly Pod[] | undefined;
    readonly nodes?: readonly ClusterNode[] | undefined;
    readonly deployments?: readonly Deployment[] | undefined;
  };
}

export const K8S_VERBS = ['delete', 'restart', 'scale'] as const;
export type K8sVerb = (typeof K8S_VERBS)[number];

/** What is to be done, and to what: pods are deleted, deployments restarted and scaled. */
export interface K8sWish {
  readonly verb: K8sVerb;
  readonly namespace: string;
  readonly name: string;
  /** How many there shall be. */
  readonly replicas?: number;
}

/** What a source can do in a cluster. */
export interface K8sChanges {
  /** What may be done to things of a namespace. */
  verbs(namespace: string): Promise<ReadonlySet<K8sVerb>>;
  /** Sent once; whether it worked is seen by looking. */
  act(wish: K8sWish): Promise<Result<void, Failure>>;
}

/** What the Kubernetes screens need to know. Written here, by the consumer; adapters obey it. */
export interface K8s {
  status(): AsyncReading<K8sStatus>;
  namespaces(): AsyncReading<Namespaces>;
  pods(): AsyncReading<Pods>;
  services(): AsyncReading<Services>;
  events(): AsyncReading<ClusterEvents>;
  nodes(): AsyncReading<ClusterNodes>;
  readonly deployments: () => AsyncReading<Deployments>;
  readonly changes?: K8sChanges | undefined;
  /** Asked for one pod at a time, where the source can tell at all. */
  readonly log?: (pod: Pick<Pod, 'namespace' | 'name'>) => AsyncReading<PodLog>;
}
