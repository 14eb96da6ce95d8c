import type { LocalTime } from '../../core/local-time.ts';
import type { ChangeOperation } from '../../operation/change-operation.ts';
import type { Offer } from '../../operation/offer.ts';
import { createDelete } from './delete-pod.ts';
import { idOfDeployment, idOfPod } from './format.ts';
import { type Deployment, type K8s, k8sChange, type Pod } from './k8s.ts';
import { createRestart } from './restart-deployment.ts';
import { createScale } from './scale-deployment.ts';

export async function optionsForPod(
  { changes }: Pick<K8s, 'changes'>,
  pod: Pick<Pod, 'name' | 'namespace'>,
): Promise<readonly Offer[]> {
  const can = await changes?.verbs(pod.namespace);
  return can?.has('delete')
    ? [{ operation: k8sChange('delete'), input: { id: idOfPod(pod) } }]
    : [];
}

export async function optionsForDeployment(
  { changes }: Pick<K8s, 'changes'>,
  deployment: Pick<Deployment, 'name' | 'namespace' | 'wanted'>,
): Promise<readonly Offer[]> {
  const can = await changes?.verbs(deployment.namespace);
  const input = { id: idOfDeployment(deployment) };
  const hint = `Text scale ${deployment.name} ${deployment.wanted + 1} to run more.`;
  return [
    ...(can?.has('restart') ? [{ operation: k8sChange('restart'), input }] : []),
    ...(can?.has('scale') ? [{ operation: k8sChange('scale'), input, hint }] : []),
  ];
}

/** Returns the changes in a cluster; none when its source cannot make changes. */
export function k8sActions(k8s: K8s, time: LocalTime): readonly ChangeOperation[] {
  const { changes } = k8s;
  if (!changes) return [];
  return [createDelete(k8s, changes, time), createRestart(k8s, changes), createScale(k8s, changes)];
}
