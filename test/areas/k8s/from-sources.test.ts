import { expect, test } from 'vitest';
import { k8sFromSources } from '../../../src/areas/k8s/from-sources.ts';
import { ok } from '../../../src/core/result.ts';

const read =
  <T>(value: T) =>
  async () =>
    ok({ value, asOf: 0, source: 'test' });

async function countsOf(pod: { status: string; ready?: string }, ready: number) {
  const k8s = k8sFromSources(
    {
      pods: read([{ name: 'kino-5b6c7d8f9b-x2k4z', namespace: 'media', ...pod }]),
      deployments: read([{ name: 'kino', namespace: 'media', ready, wanted: 1 }]),
    },
    'K8s',
  );
  const status = await k8s.status();
  return status.ok ? status.value.value : undefined;
}

test('no pod is said to be well while its deployment is short of it', async () => {
  expect((await countsOf({ status: 'Running', ready: '1/1' }, 0))?.failed).toBeUndefined();
});

test('none failed where pods and deployments agree', async () => {
  expect((await countsOf({ status: 'Running', ready: '1/1' }, 1))?.failed).toBe(0);
  expect((await countsOf({ status: 'Pending' }, 0))?.failed).toBe(0);
});
