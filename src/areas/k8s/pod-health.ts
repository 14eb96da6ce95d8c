import type { Pod } from './k8s.ts';

/** `unknown` is the health of a pod whose source tells no status. */
export type PodHealth = 'well' | 'waiting' | 'unready' | 'failed' | 'unknown';

/** Stands for a status that the source does not tell. */
export const UNKNOWN_STATUS = '?';

const WELL: ReadonlySet<string> = new Set(['Completed', 'Succeeded', 'Terminating']);
const WAITING = /^(?:Pending|ContainerCreating|PodInitializing|Init:\d+\/\d+|ContainersNotReady)$/;

/** Returns the health of a pod by its kubectl status. An unknown status counts as failed. */
export function healthOfPod({ status, ready }: Pick<Pod, 'status' | 'ready'>): PodHealth {
  if (status === UNKNOWN_STATUS) return 'unknown';
  if (WELL.has(status)) return 'well';
  if (WAITING.test(status)) return 'waiting';
  if (status !== 'Running') return 'failed';
  const [up, all] = ready?.split('/') ?? [];
  return up === all ? 'well' : 'unready';
}
