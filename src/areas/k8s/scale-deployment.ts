import { z } from 'zod';
import { map } from '../../core/result.ts';
import { type ChangeOperation, defineChange, doneAfter } from '../../operation/change-operation.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { deploymentNote, nameDeployment, stateOf } from './describe-deployment.ts';
import { findDeployment } from './find.ts';
import { ScaleInput, targetOf } from './inputs.ts';
import { type K8s, type K8sChanges, k8sChange } from './k8s.ts';

/** Success is that number of pods being wanted and ready, and the cluster having processed the change. */
export const createScale = (k8s: K8s, changes: K8sChanges): ChangeOperation =>
  defineChange({
    name: k8sChange('scale'),
    verb: 'scale',
    option: { key: 'scale', label: 'Scale' },
    summary: 'Run more or fewer pods of a deployment',
    risk: 'change',
    input: ScaleInput,
    evidence: z.object({}),
    plan: async ({ id, number }) =>
      map(await findDeployment(k8s, id), (deployment) => ({
        question: `Scale ${nameDeployment(deployment)} to ${number}?`,
        note: deploymentNote(deployment),
        identity: stateOf(deployment),
        evidence: {},
      })),
    execute: ({ id, number }) =>
      changes.act({ verb: 'scale', ...targetOf(id), replicas: Number(number) }),
    async verify({ id, number }, _, elapsedMs) {
      const deployment = await findDeployment(k8s, id);
      if (!deployment.ok) return { state: 'open' };
      const { name, wanted, ready, generation = 0, ...rest } = deployment.value;
      const { observedGeneration = generation } = rest;
      const count = Number(number);
      if (wanted !== count || ready !== count || observedGeneration < generation) {
        return { state: 'open' };
      }
      return doneAfter(`${quoteName(name)} has ${ready}/${wanted} ready`, elapsedMs);
    },
  });
