import { z } from 'zod';
import { K8S_VERBS, type K8sVerb } from '../areas/k8s/k8s.ts';
import { pathOf, slotsOf } from './pod-slots.ts';
import { podsOf } from './pods.ts';
import { WORKLOADS } from './workloads.ts';
import { type DemoState, worldAt } from './world-at.ts';

export const WorkloadChangeArguments = z.object({
  verb: z.enum(K8S_VERBS),
  namespace: z.string(),
  name: z.string(),
  replicas: z.int().min(0).optional(),
});

type ChangeArguments = z.infer<typeof WorkloadChangeArguments>;

/** Applies a change to the demo cluster; throws when the object does not exist. */
export function actOnWorkload(demoState: DemoState, now: number, change: ChangeArguments): void {
  const { verb, namespace, name, replicas = 0 } = change;
  const world = worldAt(demoState, now);
  const record = (path: string, number?: number): void => {
    demoState.changes?.set(path, { verb, at: now, number });
  };

  function deletePod(): void {
    const slots = WORKLOADS.filter((it) => it.namespace === namespace).flatMap((workload) =>
      slotsOf(workload, world).filter((_, index) => podsOf(workload, world)[index]?.name === name),
    );
    const [slot] = slots;
    if (!slot) throw new Error(`there is no pod ${namespace}/${name}`);
    record(pathOf(slot));
  }

  function deployment() {
    const found = WORKLOADS.find(
      (it) => it.kind === 'deployment' && it.namespace === namespace && it.name === name,
    );
    if (!found) throw new Error(`there is no deployment ${namespace}/${name}`);
    return found;
  }

  function restart(): void {
    deployment();
    record(`restart/${namespace}/${name}`);
  }

  function scale(): void {
    const workload = deployment();
    const before = slotsOf(workload, world).length;
    record(`scale/${namespace}/${name}`, replicas);
    const added = slotsOf(workload, worldAt(demoState, now)).slice(before);
    for (const slot of added) record(pathOf(slot));
  }

  const changes: Readonly<Record<K8sVerb, () => void>> = {
    delete: deletePod,
    restart,
    scale,
  };
  changes[verb]();
}
