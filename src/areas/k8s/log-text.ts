import { isNoSource } from '../../core/no-source.ts';
import { formatLog } from './format.ts';
import type { K8s, Pod } from './k8s.ts';

/** Reads the last lines of a pod's log; undefined where the source has no logs. */
export async function readLogText(k8s: K8s, pod: Pod): Promise<string | undefined> {
  const log = await k8s.log?.(pod);
  if (!log || isNoSource(log)) return undefined;
  return log.ok ? formatLog(log.value.value) : 'Log ?';
}
