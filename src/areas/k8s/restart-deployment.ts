import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';
import { ok } from '../../core/result.ts';
import type { Action, Outcome } from '../../operation/change-operation.ts';
import { planOf } from '../../operation/plan.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { isCreatedSince } from './delete-pod.ts';
import { deploymentNote, nameDeployment, stateOf } from './describe-deployment.ts';
import { findDeployment, podsOf } from './find.ts';
import { ObjectInput, targetOf } from './inputs.ts';
import type { Deployment, K8s, K8sChanges, Pod } from './k8s.ts';
import { healthOfPod } from './pod-health.ts';

const Seen = z.object({ generation: z.number().optional(), pods: z.array(z.string()) });
type Seen = z.infer<typeof Seen>;

/** Success is every pod being a new one, and all being ready. */
export const createRestart = (k8s: K8s, changes: K8sChanges, time: LocalTime): Action => ({
  name: 'k8s_restart',
  verb: 'restart',
  summary: 'Restart a deployment, pod after pod',
  risk: 'change',
  input: ObjectInput,
  async plan(input) {
    const found = await readDeployment(k8s, ObjectInput.parse(input).id);
    if (!found.ok) return found;
    const { deployment, pods } = found.value;
    const names = pods.map(identityOf).toSorted();
    return ok(
      planOf({
        question: `Restart ${nameDeployment(deployment)}?`,
        note: deploymentNote(deployment),
        identity: [stateOf(deployment), names],
        evidence: { generation: deployment.generation, pods: names },
      }),
    );
  },
  run: (input) => changes.act({ verb: 'restart', ...targetOf(ObjectInput.parse(input).id) }),
  async verify(input, startedAt, evidence): Promise<Outcome> {
    const found = await readDeployment(k8s, ObjectInput.parse(input).id);
    if (!found.ok) return { state: 'open' };
    const { deployment, pods } = found.value;
    const before = Seen.safeParse(evidence).data;
    const isNew = (pod: Pod): boolean =>
      before ? !before.pods.includes(identityOf(pod)) : isCreatedSince(pod, startedAt);
    const isDone =
      isRolledOut(deployment, before) && pods.every((pod) => isNew(pod) && isWell(pod));
    if (!isDone || pods.length < deployment.wanted) return { state: 'open' };
    const { ready, wanted } = deployment;
    const words = `${quoteName(deployment.name)} restarted, ${ready}/${wanted} ready`;
    return { state: 'done', words: `${words}, ${time.formatAge(startedAt)}.` };
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
