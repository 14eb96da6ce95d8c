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

type Wish = z.infer<typeof WorkloadChangeArguments>;

/** Does it to the imaginary cluster; what is not there is an error. */
export function actOnWorkload(world: DemoState, now: number, wish: Wish): void {
  const { verb, namespace, name, replicas = 0 } = wish;
  const moment = worldAt(world, now);
  const note = (path: string, number?: number): void => {
    world.changes?.set(path, { verb, at: now, number });
  };

  function deletePod(): void {
    const slots = WORKLOADS.filter((it) => it.namespace === namespace).flatMap((workload) =>
      slotsOf(workload, moment).filter(
        (_, index) => podsOf(workload, moment)[index]?.name === name,
      ),
    );
    const [slot] = slots;
    if (!slot) throw new Error(`there is no pod ${namespace}/${name}`);
    note(pathOf(slot));
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
    note(`restart/${namespace}/${name}`);
  }

  function scale(): void {
    const workload = deployment();
    const before = slotsOf(workload, moment).length;
    note(`scale/${namespace}/${name}`, replicas);
    const added = slotsOf(workload, worldAt(world, now)).slice(before);
    for (const slot of added) note(pathOf(slot));
  }

  const changes: Readonly<Record<K8sVerb, () => void>> = {
    delete: deletePod,
    restart,
    scale,
  };
  changes[verb]();
}
