import type { Pod } from './k8s.ts';

export type PodHealth = 'well' | 'waiting' | 'unready' | 'failed';

const WELL: ReadonlySet<string> = new Set(['Completed', 'Succeeded', 'Terminating']);
const WAITING = /^(?:Pending|ContainerCreating|PodInitializing|Init:\d+\/\d+|ContainersNotReady)$/;

/** How a pod is, by the word that kubectl has for it. A word we do not know is not a good one. */
export function healthOfPod({ status, ready }: Pick<Pod, 'status' | 'ready'>): PodHealth {
  if (WELL.has(status)) return 'well';
  if (WAITING.test(status)) return 'waiting';
  if (status !== 'Running') return 'failed';
  const [up, all] = ready?.split('/') ?? [];
  return up === all ? 'well' : 'unready';
}
