import type { PodLog } from '../areas/k8s/k8s.ts';
import { podsAt } from './pods.ts';
import type { DemoWorld } from './world-at.ts';

const STEP_MS = 20_000;
const LINES = 5;

const QUIET = ['GET /healthz 200 2ms', 'flushed 14 items', 'GET /metrics 200 5ms', 'tick'] as const;

/** The last words of the workloads that crash. */
const CRASHES: Readonly<Record<string, readonly string[]>> = {
  'immich-machine-learning': [
    'loading model ViT-B-32',
    'worker 1 of 1 booted',
    'cannot allocate 1.2 GiB: out of memory',
    'worker exited with code 137',
  ],
  jellyfin: [
    'opening /config/data/library.db',
    'SQLite error 11: database disk image is malformed',
    'startup failed, exit code 1',
  ],
};

/** Returns the last log lines of a pod; none for an unknown pod. */
export function podLogAt(world: DemoWorld, namespace: string, name: string): PodLog {
  const pod = podsAt(world).find((it) => it.namespace === namespace && it.name === name);
  if (!pod || pod.status === 'Pending') return { lines: [] };
  const crash = Object.entries(CRASHES).find(([workload]) => name.startsWith(`${workload}-`));
  const words = crash && pod.status !== 'Running' ? crash[1] : QUIET;
  const last = Math.floor(world.now / STEP_MS);
  const lines = Array.from({ length: LINES }, (_, index) => {
    const step = last - LINES + 1 + index;
    return `${new Date(step * STEP_MS).toISOString()} ${words[step % words.length]}`;
  });
  return { lines };
}
