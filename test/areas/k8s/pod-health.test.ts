import { expect, test } from 'vitest';
import { healthOfPod } from '../../../src/areas/k8s/pod-health.ts';

test.for([
  ['Running', '1/1', 'well'],
  ['Running', undefined, 'well'],
  ['Running', '1/2', 'unready'],
  ['Completed', '0/1', 'well'],
  ['Succeeded', undefined, 'well'],
  ['Terminating', '1/1', 'well'],
  ['Pending', '0/1', 'waiting'],
  ['ContainerCreating', '0/1', 'waiting'],
  ['Init:0/2', '0/1', 'waiting'],
  ['Init:CrashLoopBackOff', '0/1', 'failed'],
  ['CrashLoopBackOff', '0/1', 'failed'],
  ['ImagePullBackOff', '0/1', 'failed'],
  ['Evicted', '0/1', 'failed'],
  ['OOMKilled', '0/1', 'failed'],
  ['Unknown', undefined, 'failed'],
  ['SomethingNew', '1/1', 'failed'],
] as const)('%s with %s ready is %s', ([status, ready, expected]) => {
  expect(healthOfPod({ status, ready })).toBe(expected);
});
