import type { Workload } from './workloads.ts';
import type { DemoWorld } from './world-at.ts';

export const K3S_NODES = ['k3s-1', 'k3s-2', 'k3s-3'] as const;

/** Where a workload has a pod: on each node, or one after the other. */
export interface PodSlot {
  readonly workload: Workload;
  readonly place: number;
  readonly node: string;
}

/** The node that a workload's pods are on: the first where it always was. */
export function homeOf({ name }: Workload, place: number, moment: DemoWorld): string {
  const words = ['home', name, ...(place === 0 ? [] : [place])];
  return K3S_NODES[Math.floor(moment.chance(...words) * K3S_NODES.length)] ?? 'k3s-3';
}

const LEAVING = 'jellyfin';

/** How many pods of a deployment are wanted: one, until somebody scales it. */
const replicasOf = ({ namespace, name }: Workload, moment: DemoWorld): number =>
  name === LEAVING && moment.isOn('deployment-off') ? 0 : scaledTo(namespace, name, moment);

const scaledTo = (namespace: string, name: string, moment: DemoWorld): number =>
  moment.deed(`scale/${namespace}/${name}`)?.number ?? 1;

/** The places for pods; that of a job that is done stays empty once its pod is deleted. */
export function slotsOf(workload: Workload, moment: DemoWorld): readonly PodSlot[] {
  const inARow = (count: number): readonly PodSlot[] =>
    Array.from({ length: count }, (_, place) => ({
      workload,
      place,
      node: homeOf(workload, place, moment),
    }));
  switch (workload.kind) {
    case 'daemonset':
      return K3S_NODES.map((node, place) => ({ workload, place, node }));
    case 'deployment':
      return inARow(replicasOf(workload, moment));
    case 'statefulset':
      return inARow(1);
    case 'job':
      return inARow(1).filter((slot) => bornAt(slot, moment) === undefined);
    default:
      return workload.kind satisfies never;
  }
}

export const pathOf = ({ workload: { namespace, name }, place }: PodSlot): string =>
  `pod/${namespace}/${name}/${place}`;

/** When its pod was last made anew because somebody wanted that. */
export function bornAt(slot: PodSlot, moment: DemoWorld): number | undefined {
  const { namespace, name } = slot.workload;
  const at = [pathOf(slot), `restart/${namespace}/${name}`].flatMap(
    (path) => moment.deed(path)?.at ?? [],
  );
  return at.length === 0 ? undefined : Math.max(...at);
}
