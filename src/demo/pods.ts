import type { ClusterNode, Deployment, Pod } from '../areas/k8s/k8s.ts';
import { bornAt, homeOf, K3S_NODES, type PodSlot, slotsOf } from './pod-slots.ts';
import { ending } from './seeded-random.ts';
import { WORKLOADS, type Workload } from './workloads.ts';
import { type DemoWorld, round1 } from './world-at.ts';

const CRASH_EVERY_SEC = 75;
const RESTARTS_PER_LOOP = 7;
const STARTING_SEC = 6;

/** The node that lives on the Proxmox node that is lost now and then. */
const LOST_NODE = 'k3s-3';

export const CRASHING = 'immich-machine-learning';
export const WAITING = 'paperless';

export const podsOf = (workload: Workload, moment: DemoWorld): Pod[] =>
  slotsOf(workload, moment).map((slot) => toPod(slot, moment));

export const podsAt = (moment: DemoWorld): Pod[] =>
  WORKLOADS.flatMap((workload) => podsOf(workload, moment));

/** As many pods as are wanted, ready as far as those are. */
export const deploymentsAt = (moment: DemoWorld): Deployment[] =>
  WORKLOADS.filter(({ kind }) => kind === 'deployment').map((workload) => {
    const pods = podsOf(workload, moment);
    const { name, namespace } = workload;
    const ready = pods.filter((pod) => pod.ready === '1/1').length;
    return { name, namespace, wanted: pods.length, ready };
  });

function toPod(slot: PodSlot, moment: DemoWorld): Pod {
  const { workload, node } = slot;
  const born = bornAt(slot, moment);
  const pod: Pod = {
    name: nameOf(slot, moment),
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
  return trouble(workload, born === undefined ? pod : reborn(pod, born, moment), moment);
}

/** A pod that people caused to be made; it takes a few seconds until it runs. */
function reborn(pod: Pod, born: number, moment: DemoWorld): Pod {
  const young = { ...pod, restarts: 0, ageSec: moment.secondsSince(born) };
  if (young.ageSec >= STARTING_SEC) return young;
  return { ...young, status: 'ContainerCreating', ready: '0/1' };
}

/** What is wrong with the pod at this moment, if anything. */
function trouble({ kind, name }: Workload, pod: Pod, moment: DemoWorld): Pod {
  if (kind === 'job') {
    return { ...pod, status: 'Completed', ready: '0/1', restarts: 0 };
  }
  if (name === CRASHING) return crashing(pod, moment);
  if (name === WAITING && moment.isOn('pod-pending')) {
    const { node: _none, ...homeless } = pod;
    const ageSec = secondsIn(moment.spell('pod-pending').since, pod, moment);
    return { ...homeless, status: 'Pending', ready: '0/1', restarts: 0, ageSec };
  }
  return pod;
}

/** For how long a pod has been in a trouble: no longer than it has been there at all. */
const secondsIn = (since: number, { ageSec = Infinity }: Pod, { now }: DemoWorld): number =>
  Math.min(ageSec, (now - since) / 1000);

/** Its restarts are counted on from before, and stay when the trouble is over. */
function crashing(pod: Pod, moment: DemoWorld): Pod {
  const { isOn, since, lastOver } = moment.spell('pod-crash-loop');
  const wasThere = lastOver !== undefined && moment.secondsSince(lastOver) <= (pod.ageSec ?? 0);
  const before = (pod.restarts ?? 0) + (wasThere ? RESTARTS_PER_LOOP : 0);
  if (!isOn) return { ...pod, restarts: before };
  const restarts = before + 1 + Math.floor(secondsIn(since, pod, moment) / CRASH_EVERY_SEC);
  return { ...pod, status: 'CrashLoopBackOff', ready: '0/1', restarts };
}

/** As Kubernetes names them: numbered in a set, with a random ending everywhere else. */
function nameOf(slot: PodSlot, moment: DemoWorld): string {
  const { workload, node, place } = slot;
  const { kind, name } = workload;
  const born = bornAt(slot, moment);
  const own = [...(place === 0 || kind === 'daemonset' ? [] : [place]), ...(born ? [born] : [])];
  const pod = ending(5, moment.chance('pod', 'pod', name, node, ...own));
  switch (kind) {
    case 'statefulset':
      return `${name}-0`;
    case 'deployment':
      return `${name}-${setOf(workload, moment)}-${pod}`;
    case 'daemonset':
    case 'job':
      return `${name}-${pod}`;
    default:
      return kind satisfies never;
  }
}

/** All pods of a deployment share it until that is restarted. */
function setOf(workload: Workload, moment: DemoWorld): string {
  const { namespace, name } = workload;
  const restarted = moment.deed(`restart/${namespace}/${name}`)?.at;
  const words = ['pod', 'set', name, homeOf(workload, 0, moment)];
  return ending(9, moment.chance(...words, ...(restarted === undefined ? [] : [restarted])));
}

export const nodesAt = (moment: DemoWorld): ClusterNode[] =>
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
