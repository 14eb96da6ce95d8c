import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';
import { ok } from '../../core/result.ts';
import type { Action, Outcome } from '../../operation/change-operation.ts';
import { planOf } from '../../operation/plan.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { createStarts, Running, runningNow, wasRestarted } from '../shared/was-restarted.ts';
import { findPod } from './find.ts';
import { ObjectInput, targetOf } from './inputs.ts';
import type { K8s, K8sChanges, Pod } from './k8s.ts';

/** The properties that tell a pod from another pod of the same name, as far as the source returns them. */
const Seen = z.object({
  uid: z.string().optional(),
  createdAt: z.string().optional(),
  running: Running,
});
type Seen = z.infer<typeof Seen>;

/** Success is the pod being gone, or another pod having its name. */
export function createDelete(k8s: K8s, changes: K8sChanges, time: LocalTime): Action {
  const startOf = createStarts(time);

  return {
    name: 'k8s_delete',
    verb: 'delete',
    summary: 'Delete a pod, which its owner then makes anew',
    risk: 'destroy',
    input: ObjectInput,
    async plan(input) {
      const { id } = ObjectInput.parse(input);
      const pod = await findPod(k8s, id);
      if (!pod.ok) return pod;
      const { name, namespace, status, uid, createdAt, ageSec } = pod.value;
      return ok(
        planOf({
          question: `Delete pod ${quoteName(name)} in ${quoteName(namespace)}?`,
          note: `${quoteName(status)}.`,
          identity: [status, uid ?? createdAt ?? startOf(id, ageSec)],
          evidence: { uid, createdAt, running: runningNow(ageSec, time) },
        }),
      );
    },
    run: (input) => changes.act({ verb: 'delete', ...targetOf(ObjectInput.parse(input).id) }),
    async verify(input, startedAt, evidence): Promise<Outcome> {
      const { id } = ObjectInput.parse(input);
      const pod = await findPod(k8s, id);
      const done = (how: string): Outcome => ({
        state: 'done',
        words: `Pod ${quoteName(targetOf(id).name)} ${how}, ${time.formatAge(startedAt)}.`,
      });
      if (!pod.ok) return pod.error.kind === 'not-found' ? done('is gone') : { state: 'open' };
      const before = Seen.safeParse(evidence).data;
      return isAnotherPod(pod.value, { before, startedAt }, time)
        ? done('was made anew')
        : { state: 'open' };
    },
  };
}

interface Before {
  readonly before: Seen | undefined;
  readonly startedAt: number;
}

function isAnotherPod(pod: Pod, { before, startedAt }: Before, time: LocalTime): boolean {
  if (before?.uid !== undefined && pod.uid !== undefined) return pod.uid !== before.uid;
  if (before === undefined) return isCreatedSince(pod, startedAt);
  if (before.createdAt !== undefined && pod.createdAt !== undefined) {
    return Date.parse(pod.createdAt) > Date.parse(before.createdAt);
  }
  return wasRestarted(pod.ageSec, { before: before.running, startedAt }, time);
}

/** Creation times are whole seconds. */
const ROUNDING_MS = 999;

/** Compares with the clock of the cluster, which is all that identifies a pod after a crash of the relay. */
export const isCreatedSince = ({ createdAt }: Pick<Pod, 'createdAt'>, at: number): boolean =>
  createdAt !== undefined && Date.parse(createdAt) + ROUNDING_MS >= at;
