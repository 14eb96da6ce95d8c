import { expect, test } from 'vitest';
import { k8sActions } from '../../../src/areas/k8s/actions.ts';
import {
  type Deployment,
  K8S_VERBS,
  type K8sChange,
  type Pod,
} from '../../../src/areas/k8s/k8s.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { ok } from '../../../src/core/result.ts';
import type { Evidence } from '../../../src/operation/change-operation.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { ALICE } from '../../support/people.ts';

const pod = (over: Partial<Pod> = {}): Pod => ({
  name: 'kino-7d4c9f6b8-x2k4z',
  namespace: 'media',
  status: 'Running',
  ready: '1/1',
  ...over,
});
const NEW = pod({ name: 'kino-bf6d8c7b9-zz4zb' });
const kino = (over: Partial<Deployment> = {}): Deployment => ({
  name: 'kino',
  namespace: 'media',
  wanted: 1,
  ready: 1,
  ...over,
});
const ID = 'media/kino';

/** A cluster that can be told what is in it from one look to the next. */
function startCluster() {
  const clock = new FakeClock();
  const sent: K8sChange[] = [];
  const cluster = {
    pods: [pod()] as readonly Pod[],
    deployment: kino(),
    missing: undefined as string | undefined,
  };
  const answer = <T>(value: T) =>
    ok({ value, asOf: clock.now(), source: 'x', missing: cluster.missing });
  const never = () => new Promise<never>(() => {});
  const actions = k8sActions(
    {
      status: never,
      namespaces: never,
      services: never,
      events: never,
      nodes: never,
      pods: async () => answer({ pods: [...cluster.pods] }),
      deployments: async () => answer({ deployments: [cluster.deployment] }),
      changes: {
        verbs: async () => new Set(K8S_VERBS),
        async act(wish) {
          sent.push(wish);
          return ok(undefined);
        },
      },
    },
    createLocalTime(clock, 'UTC'),
  );
  async function begin(verb: string, input: object) {
    const action = actions.find((it) => it.verb === verb);
    const plan = await action?.plan(input, ALICE);
    if (!action || !plan?.ok) throw new Error(`nobody can ${verb}`);
    await action.execute(input, plan.value.evidence, ALICE);
    const startedAt = clock.now();
    clock.advance(20_000);
    return {
      plan: plan.value,
      isSame: async () => {
        const again = await action.plan(input, ALICE);
        return again.ok && action.isSame(plan.value, again.value);
      },
      look: () => action.verify(input, stored(plan.value.evidence), clock.now() - startedAt),
    };
  }
  return { clock, cluster, sent, begin };
}

/** Copies evidence as the store does. */
const stored = (evidence: Evidence): Evidence => structuredClone(evidence);

const DONE = { state: 'done', words: 'kino restarted, 1/1 ready, 20s.' };
const OPEN = { state: 'open' };

test.for<
  readonly [what: string, pods: readonly Pod[], deployment: Partial<Deployment>, end: object]
>([
  ['another pod is ready', [NEW], {}, DONE],
  ['the pod is the same, whatever its age', [pod({ ageSec: 12 })], {}, OPEN],
  ['the new pod runs, but is not ready', [{ ...NEW, ready: '0/1' }], {}, OPEN],
  ['the new pod crashes', [{ ...NEW, status: 'CrashLoopBackOff' }], {}, OPEN],
  ['the old pod is still there', [pod(), NEW], {}, OPEN],
  ['the old pod is on its way out', [pod({ status: 'Terminating' }), NEW], {}, DONE],
  ['the old pod was evicted, and stays on the list', [pod({ status: 'Evicted' }), NEW], {}, DONE],
  ['no pod is there', [], {}, OPEN],
  ['one pod is missing', [NEW], { wanted: 2, ready: 2 }, OPEN],
  ['not all are counted as ready', [NEW], { ready: 0 }, OPEN],
  ['not all are counted as updated', [NEW], { updated: 0 }, OPEN],
  ['only pods of others are new', [pod(), pod({ name: 'kino-db-7d4c9f6b8-x2k4z' })], {}, OPEN],
])('a restart after which %s', async ([, pods, deployment, end]) => {
  const { cluster, begin } = startCluster();
  const { look } = await begin('restart', { id: ID });
  cluster.pods = pods;
  cluster.deployment = kino(deployment);
  expect(await look()).toEqual(end);
});

test('the same name is another pod when its uid is another', async () => {
  const { cluster, begin } = startCluster();
  cluster.pods = [pod({ uid: 'a' })];
  const { look } = await begin('restart', { id: ID });
  expect(await look()).toEqual(OPEN);
  cluster.pods = [pod({ uid: 'b' })];
  expect(await look()).toEqual(DONE);
});

test.for<readonly [what: string, now: Partial<Deployment>, end: object]>([
  ['was never told', { generation: 4, observedGeneration: 4 }, OPEN],
  ['was told, and the cluster did not notice yet', { generation: 5, observedGeneration: 4 }, OPEN],
  ['was told, and the cluster noticed', { generation: 5, observedGeneration: 5 }, DONE],
])('a deployment with another pod that %s', async ([, now, end]) => {
  const { cluster, begin } = startCluster();
  cluster.deployment = kino({ generation: 4, observedGeneration: 4 });
  const { look } = await begin('restart', { id: ID });
  cluster.pods = [NEW];
  cluster.deployment = kino(now);
  expect(await look()).toEqual(end);
});

test('where nothing runs, only the generation tells of a restart', async () => {
  const { cluster, begin } = startCluster();
  cluster.pods = [];
  const none = (generation?: number) => kino({ wanted: 0, ready: 0, generation });
  cluster.deployment = none();
  expect(await (await begin('restart', { id: ID })).look()).toEqual(OPEN);
  cluster.deployment = none(4);
  const { look } = await begin('restart', { id: ID });
  expect(await look()).toEqual(OPEN);
  cluster.deployment = none(5);
  expect(await look()).toMatchObject({ words: 'kino restarted, 0/0 ready, 20s.' });
});

const STATEFUL = 'media/loki-0';
const loki = (over: Partial<Pod> = {}) => pod({ name: 'loki-0', ageSec: 3600, ...over });

test.for<readonly [what: string, after: Pod | undefined, end: object]>([
  ['is gone', undefined, { words: 'Pod loki-0 is gone, 20s.' }],
  ['is there as before', loki({ ageSec: 3620 }), OPEN],
  ['is younger than the wish', loki({ ageSec: 12 }), { words: 'Pod loki-0 was made anew, 20s.' }],
  ['is of no age', loki({ ageSec: undefined }), OPEN],
])('a deleted pod that %s', async ([, after, end]) => {
  const { cluster, begin } = startCluster();
  cluster.pods = [loki()];
  const { look } = await begin('delete', { id: STATEFUL });
  cluster.pods = after ? [after] : [];
  expect(await look()).toMatchObject(end);
});

test('a pod that is missing in half a list is not gone', async () => {
  const { cluster, begin } = startCluster();
  cluster.pods = [loki()];
  const { look } = await begin('delete', { id: STATEFUL });
  cluster.pods = [];
  cluster.missing = 'only the first 2000 pods';
  expect(await look()).toEqual(OPEN);
});

test.for<readonly [what: string, before: Partial<Pod>, now: Partial<Pod>, is: boolean]>([
  ['grew older', { uid: 'a' }, { uid: 'a', ageSec: 3700 }, true],
  ['has another uid', { uid: 'a' }, { uid: 'b' }, false],
  ['is in another state', { uid: 'a' }, { uid: 'a', status: 'Error' }, false],
  ['has no uid, and grew older', {}, { ageSec: 3620 }, true],
  ['has no uid, and is younger', {}, { ageSec: 5 }, false],
])('the code of a pod that %s is good for it: %s', async ([, before, now, is]) => {
  const { cluster, begin } = startCluster();
  cluster.pods = [loki(before)];
  const { isSame } = await begin('delete', { id: STATEFUL });
  cluster.pods = [loki(now)];
  expect(await isSame()).toBe(is);
});

test('a scaled deployment is not done before the cluster noticed', async () => {
  const { cluster, begin, sent } = startCluster();
  const { look, plan } = await begin('scale', { id: ID, number: '3' });
  expect(plan.question).toBe('Scale kino in media to 3?');
  expect(sent).toEqual([{ verb: 'scale', namespace: 'media', name: 'kino', replicas: 3 }]);
  cluster.deployment = kino({ wanted: 3, ready: 3, generation: 5, observedGeneration: 4 });
  expect(await look()).toEqual(OPEN);
  cluster.deployment = kino({ wanted: 3, ready: 3, generation: 5, observedGeneration: 5 });
  expect(await look()).toMatchObject({ words: 'kino has 3/3 ready, 20s.' });
});
