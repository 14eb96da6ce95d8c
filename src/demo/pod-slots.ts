import type { Workload } from './workloads.ts';
import type { DemoWorld } from './world-at.ts';

export const K3S_NODES = ['k3s-1', 'k3s-2', 'k3s-3'] as const;

/** The place of one pod of a workload: one per node, or numbered. */
export interface PodSlot {
  readonly workload: Workload;
  readonly place: number;
  readonly node: string;
}

/** Returns the node of a workload's pod. */
export function homeOf({ name }: Workload, place: number, world: DemoWorld): string {
  const words = ['home', name, ...(place === 0 ? [] : [place])];
  return K3S_NODES[Math.floor(world.random(...words) * K3S_NODES.length)] ?? 'k3s-3';
}

const LEAVING = 'jellyfin';

/** Returns the wanted number of pods: one, until the deployment is scaled. */
const replicasOf = ({ namespace, name }: Workload, world: DemoWorld): number =>
  name === LEAVING && world.isOn('deployment-off') ? 0 : scaledTo(namespace, name, world);

const scaledTo = (namespace: string, name: string, world: DemoWorld): number =>
  world.lastChange(`scale/${namespace}/${name}`)?.number ?? 1;

/** Returns the slots of a workload; that of a finished job stays empty once its pod is deleted. */
export function slotsOf(workload: Workload, world: DemoWorld): readonly PodSlot[] {
  const inARow = (count: number): readonly PodSlot[] =>
    Array.from({ length: count }, (_, place) => ({
      workload,
      place,
      node: homeOf(workload, place, world),
    }));
  switch (workload.kind) {
    case 'daemonset':
      return K3S_NODES.map((node, place) => ({ workload, place, node }));
    case 'deployment':
      return inARow(replicasOf(workload, world));
    case 'statefulset':
      return inARow(1);
    case 'job':
      return inARow(1).filter((slot) => recreationTime(slot, world) === undefined);
    default:
      return workload.kind satisfies never;
  }
}

export const pathOf = ({ workload: { namespace, name }, place }: PodSlot): string =>
  `pod/${namespace}/${name}/${place}`;

/** Returns the time at which its pod was last recreated by a change. */
export function recreationTime(slot: PodSlot, world: DemoWorld): number | undefined {
  const { namespace, name } = slot.workload;
  const at = [pathOf(slot), `restart/${namespace}/${name}`].flatMap(
    (path) => world.lastChange(path)?.at ?? [],
  );
  return at.length === 0 ? undefined : Math.max(...at);
}
