import type { ClusterEvent, Pod } from '../areas/k8s/k8s.ts';
import type { Fault } from './fault-schedule.ts';
import { latestSlots } from './log-schedule.ts';
import { WAITING } from './pods.ts';
import type { DemoWorld } from './world-at.ts';

const EVENTS_KEPT = 10;
const EVERY_MS = 217_000;

/** The ordinary events of a healthy cluster, with their workloads. */
const ORDINARY = [
  { reason: 'Scheduled', about: 'restic-nightly', message: 'Successfully assigned the pod' },
  { reason: 'Pulled', about: 'homepage', message: 'Container image already present on machine' },
  { reason: 'Created', about: 'mealie', message: 'Created container mealie' },
  { reason: 'Started', about: 'mealie', message: 'Started container mealie' },
  { reason: 'Pulled', about: 'grafana', message: 'Successfully pulled image in 2.4s' },
  { reason: 'Started', about: 'freshrss', message: 'Started container freshrss' },
  { reason: 'Completed', about: 'restic-nightly', message: 'Job completed' },
  { reason: 'Pulled', about: 'velero', message: 'Successfully pulled image in 3.1s' },
  { reason: 'Scheduled', about: 'linkwarden', message: 'Successfully assigned the pod' },
  { reason: 'Started', about: 'linkwarden', message: 'Started container linkwarden' },
] as const;

interface Warning {
  readonly fault: Fault;
  readonly reason: string;
  readonly about: string;
  readonly message: string;
}

const WARNINGS: readonly Warning[] = [
  {
    fault: 'pod-crash-loop',
    reason: 'BackOff',
    about: 'immich-machine-learning',
    message: 'Back-off restarting failed container, exit code 137 (OOMKilled)',
  },
  {
    fault: 'pod-crashing',
    reason: 'BackOff',
    about: 'jellyfin',
    message: 'Back-off restarting failed container, exit code 1',
  },
  {
    fault: 'pod-pending',
    reason: 'FailedScheduling',
    about: WAITING,
    message: '0/3 nodes are available: 3 Insufficient memory',
  },
];

/** Returns recent events, newest first, with warnings for the present faults. */
export function eventsAt(world: DemoWorld, pods: readonly Pod[]): ClusterEvent[] {
  const ordinary = latestSlots(world, EVENTS_KEPT, EVERY_MS).map(({ at, number }) => {
    const { reason, about, message } = ORDINARY[number % ORDINARY.length] ?? ORDINARY[0];
    return { at: world.iso(at), type: 'Normal' as const, reason, message, ...place(about, pods) };
  });
  return [...warningsAt(world, pods), ...ordinary];
}

function warningsAt(world: DemoWorld, pods: readonly Pod[]): ClusterEvent[] {
  const events: ClusterEvent[] = WARNINGS.filter(({ fault }) => world.isOn(fault)).map(
    ({ fault, reason, about, message }) => {
      const { since } = world.incident(fault);
      const count = 1 + Math.floor((world.now - since) / 75_000);
      return {
        at: world.iso(since),
        type: 'Warning',
        reason,
        message,
        count,
        ...place(about, pods),
      };
    },
  );
  const { isOn, since } = world.incident('node-down');
  if (!isOn) return events;
  return [
    ...events,
    {
      at: world.iso(since),
      type: 'Warning',
      reason: 'NodeNotReady',
      object: 'Node/k3s-3',
      message: 'Node k3s-3 status is now: NodeNotReady',
    },
  ];
}

function place(about: string, pods: readonly Pod[]): Pick<ClusterEvent, 'object' | 'namespace'> {
  const pod = pods.find(({ name }) => name.startsWith(`${about}-`));
  return pod
    ? { object: `Pod/${pod.name}`, namespace: pod.namespace }
    : { object: `Deployment/${about}` };
}
