import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';
import { map } from '../../core/result.ts';
import { type ChangeOperation, defineChange, doneAfter } from '../../operation/change-operation.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { Running, runningNow, startedAnew, wasRestarted } from '../shared/was-restarted.ts';
import { findPod } from './find.ts';
import { ObjectInput, targetOf } from './inputs.ts';
import { type K8s, type K8sChanges, k8sChange, type Pod } from './k8s.ts';

/** The properties that tell a pod from another pod of the same name, as far as the source returns them. */
const Seen = z.object({
  uid: z.string().optional(),
  createdAt: z.string().optional(),
  running: Running,
});
type Seen = z.infer<typeof Seen>;

/** Success is the pod being gone, or another pod having its name. */
export const createDelete = (k8s: K8s, changes: K8sChanges, time: LocalTime): ChangeOperation =>
  defineChange({
    name: k8sChange('delete'),
    verb: 'delete',
    option: { key: 'x', label: 'Delete', about: 'a new one comes' },
    summary: 'Delete a pod, which its owner then makes anew',
    risk: 'destroy',
    input: ObjectInput,
    evidence: Seen,
    plan: async ({ id }) =>
      map(await findPod(k8s, id), ({ name, namespace, status, uid, createdAt, ageSec }) => ({
        question: `Delete pod ${quoteName(name)} in ${quoteName(namespace)}?`,
        note: `${quoteName(status)}.`,
        identity: [status, uid, createdAt],
        evidence: { uid, createdAt, running: runningNow(ageSec, time) },
      })),
    startedAnew: (before, now) =>
      (before.uid ?? before.createdAt) === undefined && startedAnew(before.running, now.running),
    execute: ({ id }) => changes.act({ verb: 'delete', ...targetOf(id) }),
    async verify({ id }, before, elapsedMs) {
      const pod = await findPod(k8s, id);
      const name = quoteName(targetOf(id).name);
      if (!pod.ok) {
        return pod.error.kind === 'not-found'
          ? doneAfter(`Pod ${name} is gone`, elapsedMs)
          : { state: 'open' };
      }
      return isAnotherPod(pod.value, before, elapsedMs)
        ? doneAfter(`Pod ${name} was made anew`, elapsedMs)
        : { state: 'open' };
    },
  });

function isAnotherPod(pod: Pod, before: Seen, elapsedMs: number): boolean {
  if (before.uid !== undefined && pod.uid !== undefined) return pod.uid !== before.uid;
  if (before.createdAt !== undefined && pod.createdAt !== undefined) {
    return Date.parse(pod.createdAt) > Date.parse(before.createdAt);
  }
  return wasRestarted(pod.ageSec, before.running, elapsedMs);
}
