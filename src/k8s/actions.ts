import { z } from 'zod';
import type { LocalTime } from '../core/local-time.ts';
import { map, ok } from '../core/result.ts';
import type { Action, Outcome, Plan } from '../operation/action.ts';
import { findOne } from '../operation/find-one.ts';
import type { Offer } from '../operation/offer.ts';
import { idOfDeployment, idOfPod } from './format.ts';
import type { Deployment, K8s, K8sDeeds, Pod } from './k8s.ts';

const MOST_REPLICAS = 50;

const Input = z.object({ id: z.string() });
const ScaleInput = Input.extend({
  number: z.coerce
    .number()
    .int()
    .min(0)
    .max(MOST_REPLICAS, `Only 0 to ${MOST_REPLICAS} pods can be asked for.`),
});

export async function offersForPod(
  { deeds }: Pick<K8s, 'deeds'>,
  pod: Pick<Pod, 'name' | 'namespace'>,
): Promise<readonly Offer[]> {
  const can = await deeds?.verbs(pod.namespace);
  const input = { id: idOfPod(pod) };
  return can?.has('delete')
    ? [{ key: 'x', label: 'Delete', verb: 'delete', action: 'k8s_delete', input }]
    : [];
}

export async function offersForDeployment(
  { deeds }: Pick<K8s, 'deeds'>,
  deployment: Pick<Deployment, 'name' | 'namespace'>,
): Promise<readonly Offer[]> {
  const can = await deeds?.verbs(deployment.namespace);
  const input = { id: idOfDeployment(deployment) };
  return [
    ...(can?.has('restart')
      ? [{ key: 'r', label: 'Restart', verb: 'restart', action: 'k8s_restart', input }]
      : []),
    ...(can?.has('scale')
      ? [
          {
            key: 'scale',
            label: 'Scale',
            verb: 'scale',
            action: 'k8s_scale',
            input,
            wantsNumber: true,
          },
        ]
      : []),
  ];
}

/** What can be done in a cluster, for a source that can. */
export function k8sActions(k8s: K8s, time: LocalTime): readonly Action[] {
  const { deeds } = k8s;
  if (!deeds) return [];
  return [deletePod(k8s, deeds, time), restart(k8s, deeds, time), scale(k8s, deeds, time)];
}

const deletePod = (k8s: K8s, deeds: K8sDeeds, time: LocalTime): Action => ({
  name: 'k8s_delete',
  verb: 'delete',
  summary: 'Delete a pod, which its owner then makes anew',
  risk: 'destroy',
  input: Input,
  async plan(input) {
    const pod = await findPod(k8s, Input.parse(input).id);
    if (!pod.ok) return pod;
    const { name, namespace, status } = pod.value;
    return ok({
      question: `Delete pod ${name} in ${namespace}?`,
      note: `${status}.`,
      digest: status,
    });
  },
  run: (input) => deeds.act({ verb: 'delete', ...targetOf(Input.parse(input).id) }),
  async look(input, startedAt): Promise<Outcome> {
    const { id } = Input.parse(input);
    const pod = await findPod(k8s, id);
    const done = (how: string): Outcome => ({
      state: 'done',
      words: `Pod ${targetOf(id).name} ${how}, ${time.ago(startedAt)}.`,
    });
    if (!pod.ok) return pod.error.kind === 'not-found' ? done('is gone') : { state: 'open' };
    return isYoungerThan(pod.value, startedAt, time) ? done('was made anew') : { state: 'open' };
  },
});

const restart = (k8s: K8s, deeds: K8sDeeds, time: LocalTime): Action => ({
  name: 'k8s_restart',
  verb: 'restart',
  summary: 'Restart a deployment, pod after pod',
  risk: 'change',
  input: Input,
  plan: (input) => planDeployment(k8s, Input.parse(input).id, (what) => `Restart ${what}?`),
  run: (input) => deeds.act({ verb: 'restart', ...targetOf(Input.parse(input).id) }),
  async look(input, startedAt): Promise<Outcome> {
    const { id } = Input.parse(input);
    const [deployment, pods] = await Promise.all([findDeployment(k8s, id), k8s.pods()]);
    if (!deployment.ok || !pods.ok) return { state: 'open' };
    const { name, wanted, ready } = deployment.value;
    const own = pods.value.value.pods.filter((pod) => isOf(pod, deployment.value));
    const isNew = own.every((pod) => isYoungerThan(pod, startedAt, time));
    if (ready < wanted || own.length === 0 || !isNew) return { state: 'open' };
    return {
      state: 'done',
      words: `${name} restarted, ${ready}/${wanted} ready, ${time.ago(startedAt)}.`,
    };
  },
});

const scale = (k8s: K8s, deeds: K8sDeeds, time: LocalTime): Action => ({
  name: 'k8s_scale',
  verb: 'scale',
  summary: 'Run more or fewer pods of a deployment',
  risk: 'change',
  input: ScaleInput,
  plan: (input) => {
    const { id, number } = ScaleInput.parse(input);
    return planDeployment(k8s, id, (what) => `Scale ${what} to ${number}?`);
  },
  run(input) {
    const { id, number } = ScaleInput.parse(input);
    return deeds.act({ verb: 'scale', ...targetOf(id), replicas: number });
  },
  async look(input, startedAt): Promise<Outcome> {
    const { id, number } = ScaleInput.parse(input);
    const deployment = await findDeployment(k8s, id);
    if (!deployment.ok) return { state: 'open' };
    const { name, wanted, ready } = deployment.value;
    if (wanted !== number || ready !== number) return { state: 'open' };
    return {
      state: 'done',
      words: `${name} has ${ready}/${wanted} ready, ${time.ago(startedAt)}.`,
    };
  },
});

/** Ages are told in whole seconds. */
const isYoungerThan = (
  { ageSec = Number.POSITIVE_INFINITY }: Pod,
  at: number,
  time: LocalTime,
): boolean => ageSec <= (time.now() - at) / 1000 + 1;

async function planDeployment(k8s: K8s, id: string, ask: (what: string) => string) {
  const found = await findDeployment(k8s, id);
  return map(
    found,
    ({ name, namespace, wanted, ready }): Plan => ({
      question: ask(`${name} in ${namespace}`),
      note: `${ready}/${wanted} ready.`,
      digest: String(wanted),
    }),
  );
}

const findPod = (k8s: K8s, id: string) =>
  findOne(k8s.pods(), {
    what: 'That pod',
    list: ({ pods }) => pods,
    is: (pod) => idOfPod(pod) === id,
  });

const findDeployment = (k8s: K8s, id: string) =>
  findOne(k8s.deployments(), {
    what: 'That deployment',
    list: ({ deployments }) => deployments,
    is: (deployment) => idOfDeployment(deployment) === id,
  });

function targetOf(id: string) {
  const [namespace = '', name = ''] = id.split('/');
  return { namespace, name };
}

/** Pods are named after what they belong to; one on its way out no longer counts. */
const isOf = ({ name, namespace, status }: Pod, deployment: Deployment): boolean =>
  namespace === deployment.namespace &&
  status !== 'Terminating' &&
  new RegExp(`^${RegExp.escape(deployment.name)}-[a-z0-9]+-[a-z0-9]+$`).test(name);
