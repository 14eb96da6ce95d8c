import { z } from 'zod';
import { map, ok } from '../../core/result.ts';
import { type ChangeOperation, defineChange, doneAfter } from '../../operation/change-operation.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { deploymentNote, nameDeployment, stateOf } from './describe-deployment.ts';
import { findDeployment, podsOf } from './find.ts';
import { ObjectInput, targetOf } from './inputs.ts';
import { type Deployment, type K8s, type K8sChanges, k8sChange, type Pod } from './k8s.ts';
import { healthOfPod } from './pod-health.ts';

const Seen = z.object({ generation: z.number().optional(), pods: z.array(z.string()) });
type Seen = z.infer<typeof Seen>;

/** Success is every pod being a new one, and all being ready. */
export const createRestart = (k8s: K8s, changes: K8sChanges): ChangeOperation =>
  defineChange({
    name: k8sChange('restart'),
    verb: 'restart',
    option: { key: 'r', label: 'Restart', about: 'one pod after another' },
    summary: 'Restart a deployment, pod after pod',
    risk: 'change',
    input: ObjectInput,
    evidence: Seen,
    plan: async ({ id }) =>
      map(await readDeployment(k8s, id), ({ deployment, pods }) => {
        const names = pods.map(identityOf).toSorted();
        return {
          question: `Restart ${nameDeployment(deployment)}?`,
          note: deploymentNote(deployment),
          identity: [stateOf(deployment), names],
          evidence: { generation: deployment.generation, pods: names },
        };
      }),
    execute: ({ id }) => changes.act({ verb: 'restart', ...targetOf(id) }),
    async verify({ id }, before, elapsedMs) {
      const found = await readDeployment(k8s, id);
      if (!found.ok) return { state: 'open' };
      const { deployment, pods } = found.value;
      const isNew = (pod: Pod): boolean => !before.pods.includes(identityOf(pod));
      const isDone =
        isRolledOut(deployment, before) && pods.every((pod) => isNew(pod) && isWell(pod));
      if (!isDone || pods.length < deployment.wanted) return { state: 'open' };
      const { name, ready, wanted } = deployment;
      return doneAfter(`${quoteName(name)} restarted, ${ready}/${wanted} ready`, elapsedMs);
    },
  });

/** Reads the present state of a deployment and its pods. */
async function readDeployment(k8s: K8s, id: string) {
  const [deployment, pods] = await Promise.all([findDeployment(k8s, id), k8s.pods()]);
  if (!deployment.ok) return deployment;
  if (!pods.ok) return pods;
  const own = podsOf(deployment.value, pods.value.value.pods);
  return ok({ deployment: deployment.value, pods: own });
}

/** Pod names end at random, so without a uid the name identifies the pod. */
const identityOf = ({ uid, name }: Pod): string => uid ?? name;

const isWell = (pod: Pod): boolean => healthOfPod(pod) === 'well';

/** Returns true when the cluster has processed the change and all wanted pods are updated and ready. */
function isRolledOut(deployment: Deployment, before: Seen | undefined): boolean {
  const { wanted, ready, updated = wanted, generation, observedGeneration } = deployment;
  if (ready < wanted || updated < wanted) return false;
  if (generation !== undefined && (observedGeneration ?? generation) < generation) return false;
  // With no pods, only the generation shows that anything happened.
  if (generation === undefined || before?.generation === undefined) return wanted > 0;
  return generation > before.generation;
}
