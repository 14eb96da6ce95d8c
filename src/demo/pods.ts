import type { ClusterNode, Deployment, Pod } from '../areas/k8s/k8s.ts';
import type { Fault } from './fault-schedule.ts';
import { homeOf, K3S_NODES, type PodSlot, recreationTime, slotsOf } from './pod-slots.ts';
import { ending } from './seeded-random.ts';
import { WORKLOADS, type Workload } from './workloads.ts';
import { type DemoWorld, round1 } from './world-at.ts';

const CRASH_EVERY_SEC = 75;
const RESTARTS_PER_LOOP = 7;
const STARTING_SEC = 6;

/** The node on the Proxmox node that goes down by schedule. */
const LOST_NODE = 'k3s-3';

/** The workloads that crash again and again, with the fault that makes them do it. */
const CRASHING: ReadonlyMap<string, Fault> = new Map([
  ['immich-machine-learning', 'pod-crash-loop'],
  ['jellyfin', 'pod-crashing'],
]);
export const WAITING = 'paperless';

export const podsOf = (workload: Workload, world: DemoWorld): Pod[] =>
  slotsOf(workload, world).map((slot) => toPod(slot, world));

export const podsAt = (world: DemoWorld): Pod[] =>
  WORKLOADS.flatMap((workload) => podsOf(workload, world));

/** Returns the deployments, with the counts of their pods. */
export const deploymentsAt = (world: DemoWorld): Deployment[] =>
  WORKLOADS.filter(({ kind }) => kind === 'deployment').map((workload) => {
    const pods = podsOf(workload, world);
    const { name, namespace } = workload;
    const ready = pods.filter((pod) => pod.ready === '1/1').length;
    return { name, namespace, wanted: pods.length, ready };
  });

function toPod(slot: PodSlot, world: DemoWorld): Pod {
  const { workload, node } = slot;
  const recreatedAt = recreationTime(slot, world);
  const pod: Pod = {
    name: nameOf(slot, world),
    namespace: workload.namespace,
    status: 'Running',
    ready: node === LOST_NODE && world.isOn('node-down') ? '0/1' : '1/1',
    restarts: Math.floor(world.random('restarts', workload.name, node) * 3),
    node,
    ageSec: world.uptime(
      1 + 40 * world.random('age', workload.name),
      workload.name === WAITING ? 'pod-pending' : undefined,
    ),
  };
  return applyFault(
    workload,
    recreatedAt === undefined ? pod : startingPod(pod, recreatedAt, world),
    world,
  );
}

/** Returns a recreated pod, which takes a few seconds until it runs. */
function startingPod(pod: Pod, recreatedAt: number, world: DemoWorld): Pod {
  const fresh = { ...pod, restarts: 0, ageSec: world.secondsSince(recreatedAt) };
  if (fresh.ageSec >= STARTING_SEC) return fresh;
  return { ...fresh, status: 'ContainerCreating', ready: '0/1' };
}

/** Applies the present fault to a pod, if there is one. */
function applyFault({ kind, name }: Workload, pod: Pod, world: DemoWorld): Pod {
  if (kind === 'job') {
    return { ...pod, status: 'Completed', ready: '0/1', restarts: 0 };
  }
  const crash = CRASHING.get(name);
  if (crash) return applyCrashLoop(pod, crash, world);
  if (name === WAITING && world.isOn('pod-pending')) {
    const { node: _none, ...unscheduled } = pod;
    const ageSec = secondsIn(world.incident('pod-pending').since, pod, world);
    return { ...unscheduled, status: 'Pending', ready: '0/1', restarts: 0, ageSec };
  }
  return pod;
}

/** Returns how long a pod has had a fault: at most its own age. */
const secondsIn = (since: number, { ageSec = Infinity }: Pod, { now }: DemoWorld): number =>
  Math.min(ageSec, (now - since) / 1000);

/** Adds the restarts of a crash loop to those before; they remain when the fault is over. */
function applyCrashLoop(pod: Pod, fault: Fault, world: DemoWorld): Pod {
  const { isOn, since, lastOver } = world.incident(fault);
  const wasThere = lastOver !== undefined && world.secondsSince(lastOver) <= (pod.ageSec ?? 0);
  const before = (pod.restarts ?? 0) + (wasThere ? RESTARTS_PER_LOOP : 0);
  if (!isOn) return { ...pod, restarts: before };
  const restarts = before + 1 + Math.floor(secondsIn(since, pod, world) / CRASH_EVERY_SEC);
  return { ...pod, status: 'CrashLoopBackOff', ready: '0/1', restarts };
}

/** Names a pod as Kubernetes does: numbered in a stateful set, otherwise with a random ending. */
function nameOf(slot: PodSlot, world: DemoWorld): string {
  const { workload, node, place } = slot;
  const { kind, name } = workload;
  const recreatedAt = recreationTime(slot, world);
  const own = [
    ...(place === 0 || kind === 'daemonset' ? [] : [place]),
    ...(recreatedAt ? [recreatedAt] : []),
  ];
  const pod = ending(5, world.random('pod', 'pod', name, node, ...own));
  switch (kind) {
    case 'statefulset':
      return `${name}-0`;
    case 'deployment':
      return `${name}-${setOf(workload, world)}-${pod}`;
    case 'daemonset':
    case 'job':
      return `${name}-${pod}`;
    default:
      return kind satisfies never;
  }
}

/** Returns the ending of the replica set, which all pods of a deployment share until it is restarted. */
function setOf(workload: Workload, world: DemoWorld): string {
  const { namespace, name } = workload;
  const restarted = world.lastChange(`restart/${namespace}/${name}`)?.at;
  const words = ['pod', 'set', name, homeOf(workload, 0, world)];
  return ending(9, world.random(...words, ...(restarted === undefined ? [] : [restarted])));
}

export const nodesAt = (world: DemoWorld): ClusterNode[] =>
  K3S_NODES.map((name, index) => {
    const facts = {
      name,
      roles: index === 0 ? 'control-plane,master' : 'worker',
      version: 'v1.33.4+k3s1',
    };
    if (name === LOST_NODE && world.isOn('node-down')) return { ...facts, ready: false };
    return {
      ...facts,
      ready: true,
      cpuPercent: round1(world.fluctuate(`${name}/cpu`, 24 - 4 * index, 8)),
      memoryPercent: round1(world.fluctuate(`${name}/memory`, 61 - 5 * index, 6)),
    };
  });
