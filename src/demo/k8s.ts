import type {
  ClusterEvents,
  ClusterNode,
  ClusterNodes,
  K8sCounts,
  K8sService,
  Namespaces,
  Pod,
  Pods,
  Services,
} from '../areas/k8s/k8s.ts';
import { eventsAt } from './k8s-events.ts';
import { nodesAt, podsAt } from './pods.ts';
import { WORKLOADS, type Workload } from './workloads.ts';
import { type DemoState, worldAt } from './world-at.ts';

export interface K8sNow {
  readonly status: K8sCounts;
  readonly namespaces: Namespaces;
  readonly pods: Pods;
  readonly services: Services;
  readonly events: ClusterEvents;
  readonly nodes: ClusterNodes;
}

const FINE: ReadonlySet<string> = new Set(['Running', 'Completed']);
const WAITING: ReadonlySet<string> = new Set(['Pending', 'ContainerCreating']);

/** Returns the whole cluster at one instant; all counts are made from the same pods. */
export function k8sAt(demoState: DemoState, now: number): K8sNow {
  const world = worldAt(demoState, now);
  const pods = podsAt(world);
  const nodes = nodesAt(world);
  const namespaces = [...Map.groupBy(pods, ({ namespace }) => namespace)].map(([name, group]) => ({
    name,
    ...countPods(group),
  }));

  return {
    status: { ...countPods(pods), nodes: nodes.length, nodesReady: nodes.filter(isReady).length },
    namespaces: { namespaces },
    pods: { pods },
    services: { services: SERVICES },
    events: { events: eventsAt(world, pods) },
    nodes: { nodes },
  };
}

const isReady = ({ ready }: ClusterNode): boolean => ready;

function countPods(pods: readonly Pod[]) {
  const pending = pods.filter(({ status }) => WAITING.has(status)).length;
  const fine = pods.filter(({ status }) => FINE.has(status)).length;
  return { pods: pods.length, pending, failed: pods.length - fine - pending };
}

/** The media server runs outside the cluster, which only has an external name for it. */
const PLEX: K8sService = {
  name: 'plex',
  namespace: 'media',
  type: 'ExternalName',
  externalIp: '192.168.1.32',
  ports: ['32400/TCP'],
};

const SERVICES: K8sService[] = [
  ...WORKLOADS.flatMap((workload, index) => toService(workload, index)),
  PLEX,
];

function toService({ namespace, name, port, externalIp }: Workload, index: number): K8sService[] {
  if (port === undefined) return [];
  const known = { name, namespace, clusterIp: `10.43.7.${10 + index}` };
  const ports = [`${port}/${port === 53 ? 'UDP' : 'TCP'}`];
  return [
    externalIp
      ? { ...known, type: 'LoadBalancer', externalIp, ports }
      : { ...known, type: 'ClusterIP', ports },
  ];
}
