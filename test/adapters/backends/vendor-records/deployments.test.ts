import { expect, test } from 'vitest';
import { readDeployment } from '../../../../src/adapters/backends/vendor-records/k8s.ts';

test('a count that is null is 0: Kubernetes writes none for it', () => {
  const broken = { name: 'kino', namespace: 'media', replicas: 2, ready_replicas: null };
  expect(readDeployment(broken)).toMatchObject({ ready: 0, wanted: 2 });
});

test('a count that is missing is unknown', () => {
  expect(readDeployment({ name: 'kino', namespace: 'media', replicas: 2 })).toBeUndefined();
});
