import { z } from 'zod';
import { isNoSource } from '../../core/no-source.ts';
import type { ItemDetail } from '../../operation/read-operation.ts';
import { formatLog } from './format.ts';
import { type K8s, type Pod, PodLog } from './k8s.ts';

/** The end of what a pod printed; without `log` its source did not answer. */
const LogDetail = z.object({ log: PodLog.optional() });
type LogDetail = z.infer<typeof LogDetail>;

/** The last lines of a pod's log; none where the source has no logs. */
export const logDetail = (k8s: Pick<K8s, 'log'>): ItemDetail<Pod, LogDetail> => ({
  output: LogDetail,
  async read(pod) {
    const answer = await k8s.log?.(pod);
    if (!answer || isNoSource(answer)) return undefined;
    return answer.ok ? { log: answer.value.value } : {};
  },
  format: ({ log }) => (log ? formatLog(log) : 'Log ?'),
});
