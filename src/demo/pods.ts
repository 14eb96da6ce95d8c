import type { ClusterNode, Deployment, Pod } from '../k8s/k8s.ts';
import { ending } from './chance.ts';
import { type Moment, round1 } from './moment.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

const K3S_NODES = ['k3s-1', 'k3s-2', 'k3s-3'] as const;
const CRASH_EVERY_SEC = 75;
const RESTARTS_PER_LOOP = 7;

/** The node that lives on the Proxmox node that is lost now and then. */
const LOST_NODE = 'k3s-3';

export const CRASHING = 'immich-machine-learning';
export const WAITING = 'paperless';

export const podsAt = (moment: Moment): Pod[] =>
  WORKLOADS.flatMap((workload) =>
    workload.kind === 'daemonset'
      ? K3S_NODES.map((node) => toPod(workload, node, moment))
      : [toPod(workload, homeOf(workload, moment), moment)],
  );

/** One pod each, ready when that is. */
export const deploymentsAt = (moment: Moment): Deployment[] =>
  WORKLOADS.filter(({ kind }) => kind === 'deployment').map((workload) => {
    const pod = toPod(workload, homeOf(workload, moment), moment);
    const { name, namespace } = workload;
    return { name, namespace, wanted: 1, ready: pod.ready === '1/1' ? 1 : 0 };
  });

function homeOf({ name }: Workload, moment: Moment): string {
  return K3S_NODES[Math.floor(moment.chance('home', name) * K3S_NODES.length)] ?? LOST_NODE;
}

function toPod(workload: Workload, node: string, moment: Moment): Pod {
  const pod: Pod = {
    name: nameOf(workload, node, moment),
    namespace: workload.namespace,
    status: 'Running',
    ready: node === LOST_NODE && moment.isOn('node-down') ? '0/1' : '1/1',
    restarts: Math.floor(moment.chance('restarts', workload.name, node) * 3),
    node,
    ageSec: moment.uptime(
      1 + 40 * moment.chance('age', workload.name),
      workload.name === WAITING ? 'pod-pending' : undefined,
    ),
  };
  return trouble(workload, pod, moment);
}

/** What is wrong with the pod at this moment, if anything. */
function trouble({ kind, name }: Workload, pod: Pod, moment: Moment): Pod {
  if (kind === 'job') {
    return { ...pod, status: 'Completed', ready: '0/1', restarts: 0 };
  }
  if (name === CRASHING) return crashing(pod, moment);
  if (name === WAITING && moment.isOn('pod-pending')) {
    const { node: _none, ...homeless } = pod;
    const seconds = (moment.now - moment.spell('pod-pending').since) / 1000;
    return { ...homeless, status: 'Pending', ready: '0/1', restarts: 0, ageSec: seconds };
  }
  return pod;
}

/** Its restarts are counted on from before, and stay when the trouble is over. */
function crashing(pod: Pod, moment: Moment): Pod {
  const { isOn, since, lastOver } = moment.spell('pod-crash-loop');
  const before = (pod.restarts ?? 0) + (lastOver === undefined ? 0 : RESTARTS_PER_LOOP);
  if (!isOn) return { ...pod, restarts: before };
  const restarts = before + 1 + Math.floor((moment.now - since) / 1000 / CRASH_EVERY_SEC);
  return { ...pod, status: 'CrashLoopBackOff', ready: '0/1', restarts };
}

/** As Kubernetes names them: numbered in a set, with a random ending everywhere else. */
function nameOf({ kind, name }: Workload, node: string, moment: Moment): string {
  const random = (length: number, what: string) =>
    ending(length, moment.chance('pod', what, name, node));
  switch (kind) {
    case 'statefulset':
      return `${name}-0`;
    case 'deployment':
      return `${name}-${random(9, 'set')}-${random(5, 'pod')}`;
    case 'daemonset':
    case 'job':
      return `${name}-${random(5, 'pod')}`;
    default:
      return kind satisfies never;
  }
}

export const nodesAt = (moment: Moment): ClusterNode[] =>
  K3S_NODES.map((name, index) => {
    const facts = {
      name,
      roles: index === 0 ? 'control-plane,master' : 'worker',
      version: 'v1.33.4+k3s1',
    };
    if (name === LOST_NODE && moment.isOn('node-down')) return { ...facts, ready: false };
    return {
      ...facts,
      ready: true,
      cpuPercent: round1(moment.drift(`${name}/cpu`, 24 - 4 * index, 8)),
      memoryPercent: round1(moment.drift(`${name}/memory`, 61 - 5 * index, 6)),
    };
  });
