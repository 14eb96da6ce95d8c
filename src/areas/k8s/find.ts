import { findOne } from '../shared/find-one.ts';
import { idOfDeployment, idOfPod } from './format.ts';
import type { Deployment, K8s, Pod } from './k8s.ts';

export const findPod = (k8s: K8s, id: string) =>
  findOne(k8s.pods(), {
    what: 'That pod',
    list: ({ pods }) => pods,
    is: (pod) => idOfPod(pod) === id,
  });

export const findDeployment = (k8s: K8s, id: string) =>
  findOne(k8s.deployments(), {
    what: 'That deployment',
    list: ({ deployments }) => deployments,
    is: (deployment) => idOfDeployment(deployment) === id,
  });

/** States of pods that are shutting down, or that ended and are still listed; these do not count. */
const ENDED: ReadonlySet<string> = new Set([
  'Terminating',
  'Completed',
  'Succeeded',
  'Failed',
  'Evicted',
]);

/** The alphabet of the random endings that Kubernetes gives to replica sets and pods; it has no vowels. */
const ENDING = '[bcdfghjklmnpqrstvwxz2456789]';

/** Returns the pods of a deployment, recognized by their names. */
export function podsOf(
  { name, namespace }: Pick<Deployment, 'name' | 'namespace'>,
  pods: readonly Pod[],
): readonly Pod[] {
  const own = new RegExp(`^${RegExp.escape(name)}-${ENDING}{1,10}-${ENDING}{5}$`);
  return pods.filter(
    (pod) => pod.namespace === namespace && !ENDED.has(pod.status) && own.test(pod.name),
  );
}
