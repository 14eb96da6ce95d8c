import type { LocalTime } from '../../core/local-time.ts';
import { map } from '../../core/result.ts';
import type { Action, Outcome } from '../../operation/change-operation.ts';
import { planOf } from '../../operation/plan.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { deploymentNote, nameDeployment, stateOf } from './describe-deployment.ts';
import { findDeployment } from './find.ts';
import { ScaleInput, targetOf } from './inputs.ts';
import type { K8s, K8sChanges } from './k8s.ts';

/** Success is that number of pods being wanted and ready, and the cluster having processed the change. */
export const createScale = (k8s: K8s, changes: K8sChanges, time: LocalTime): Action => ({
  name: 'k8s_scale',
  verb: 'scale',
  summary: 'Run more or fewer pods of a deployment',
  risk: 'change',
  input: ScaleInput,
  async plan(input) {
    const { id, number } = ScaleInput.parse(input);
    return map(await findDeployment(k8s, id), (deployment) =>
      planOf({
        question: `Scale ${nameDeployment(deployment)} to ${number}?`,
        note: deploymentNote(deployment),
        identity: stateOf(deployment),
      }),
    );
  },
  run(input) {
    const { id, number } = ScaleInput.parse(input);
    return changes.act({ verb: 'scale', ...targetOf(id), replicas: Number(number) });
  },
  async verify(input, startedAt): Promise<Outcome> {
    const { id, number } = ScaleInput.parse(input);
    const deployment = await findDeployment(k8s, id);
    if (!deployment.ok) return { state: 'open' };
    const { wanted, ready, generation = 0, observedGeneration = generation } = deployment.value;
    const count = Number(number);
    if (wanted !== count || ready !== count || observedGeneration < generation) {
      return { state: 'open' };
    }
    const words = `${quoteName(deployment.value.name)} has ${ready}/${wanted} ready`;
    return { state: 'done', words: `${words}, ${time.formatAge(startedAt)}.` };
  },
});
