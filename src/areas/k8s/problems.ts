import { formatCount } from '../../core/format.ts';
import type { Location } from '../../menu/menu.ts';
import type { Problem } from '../../operation/problem.ts';
import { subjectOf } from '../shared/area.ts';
import type { Inventory } from '../shared/inventory.ts';
import { podsOf } from './find.ts';
import type { Deployment, K8sStatus, Pod } from './k8s.ts';
import { healthOfPod, type PodHealth } from './pod-health.ts';
import { shortPodNames } from './pod-names.ts';
import { deploymentLocation, podLocation } from './search-entries.ts';

/** A pod younger than this counts as starting. */
const STARTING_SEC = 60;

/** Finds what a person would call broken in a cluster. */
export function findProblems(status: K8sStatus, inventory: Inventory): readonly Problem[] {
  const { pods = [], deployments = [] } = status.lists ?? {};
  const byNamespace = Map.groupBy(pods, ({ namespace }) => namespace);
  const ofDeployments = deployments.map((deployment) => ({
    deployment,
    pods: podsOf(deployment, byNamespace.get(deployment.namespace) ?? []),
  }));
  const nameOf = shortPodNames(pods);
  const owned = new Set(ofDeployments.flatMap((own) => own.pods));
  return [
    ...nodeProblems(status),
    ...ofDeployments.flatMap((own) => deploymentProblem(own.deployment, own.pods, inventory)),
    ...pods.filter((pod) => !owned.has(pod)).flatMap((pod) => podProblem(pod, nameOf(pod))),
    ...unnamedProblems(status, pods),
  ].filter(({ subject }) => !inventory.isExpectedOff(subject));
}

/** Returns the subjects of pods whose problems cannot be seen while their node is down. */
export function findHidden({ lists = {} }: K8sStatus): readonly string[] {
  const { pods = [], nodes = [] } = lists;
  const down = new Set(nodes.flatMap(({ name, ready }) => (ready ? [] : [name])));
  return pods.flatMap((pod) =>
    pod.node !== undefined && down.has(pod.node) ? [subjectOf(podLocation(pod))] : [],
  );
}

function nodeProblems({ nodes, nodesReady = nodes, lists }: K8sStatus): readonly Problem[] {
  const unready = (lists?.nodes ?? []).filter(({ ready }) => !ready);
  const unnamed = (nodes ?? 0) - (nodesReady ?? 0) - unready.length;
  const all = { screen: 'k8s.nodes' };
  return [
    ...(nodes === 0 ? [critical(all, 'no', 'nodes seen')] : []),
    ...unready.map(({ name }) =>
      critical({ screen: 'k8s.node', subject: name }, name, 'not ready'),
    ),
    ...(unnamed > 0
      ? [{ ...critical(all, formatCount(unnamed, 'node'), 'down'), count: unnamed }]
      : []),
  ];
}

/** Reports the problems of a deployment and of its pods as one problem, under the name of the deployment. */
function deploymentProblem(
  deployment: Deployment,
  pods: readonly Pod[],
  inventory: Inventory,
): readonly Problem[] {
  const { name, wanted, ready } = deployment;
  const place = deploymentLocation(deployment);
  if (wanted === 0 && inventory.maxRunning(subjectOf(place)) > 0) {
    return [critical(place, name, '0 pods')];
  }
  const [pod] = pods.filter(isBroken).toSorted(worseFirst);
  const isStarting = ready + pods.filter(isStartingUp).length >= wanted;
  if (!pod && (ready >= wanted || isStarting)) return [];
  const words = [
    `${ready}/${wanted} ready`,
    ...(pod ? [stateOf(pod)].filter(addsInformation) : []),
  ];
  const problem = critical(place, name, words.join(', '));
  return [
    {
      ...problem,
      ...(ready > 0 && { severity: 'warning' as const }),
      ...(pod && { opens: podLocation(pod) }),
    },
  ];
}

const podProblem = (pod: Pod, name: string): readonly Problem[] =>
  isBroken(pod) ? [{ ...critical(podLocation(pod), name, stateOf(pod)), severity: 'warning' }] : [];

/** Reports the pods that the source counts as broken but does not list. */
function unnamedProblems(
  { failed = 0, pending = 0, notReady = 0 }: K8sStatus,
  pods: readonly Pod[],
): readonly Problem[] {
  const listed = (which: PodHealth) => pods.filter((pod) => healthOfPod(pod) === which).length;
  const unlisted = [
    ['failed', failed - listed('failed')],
    ['not ready', notReady - listed('unready')],
    ['pending', pending - listed('waiting')],
  ] as const;
  return unlisted.flatMap(([state, count]): readonly Problem[] =>
    count > 0
      ? [
          {
            ...critical({ screen: 'k8s.pods' }, formatCount(count, 'pod'), state),
            severity: 'warning',
            count,
          },
        ]
      : [],
  );
}

const isStartingUp = (pod: Pod): boolean => {
  const health = healthOfPod(pod);
  const isYoung = pod.ageSec !== undefined && pod.ageSec < STARTING_SEC;
  return isYoung && (health === 'waiting' || health === 'unready');
};

const isBroken = (pod: Pod): boolean =>
  !['well', 'unknown'].includes(healthOfPod(pod)) && !isStartingUp(pod);

const WORST: readonly PodHealth[] = ['failed', 'unready', 'waiting', 'unknown', 'well'];

const worseFirst = (a: Pod, b: Pod): number =>
  WORST.indexOf(healthOfPod(a)) - WORST.indexOf(healthOfPod(b));

/** Returns `CrashLoopBackOff`, or `not ready` for a running pod. */
const stateOf = (pod: Pod): string => (healthOfPod(pod) === 'unready' ? 'not ready' : pod.status);

/** Returns false for `not ready`, which `0/1 ready` says already. */
const addsInformation = (state: string): boolean => state !== 'not ready';

const critical = (opens: Location, name: string, state: string): Problem => ({
  ...{ subject: subjectOf(opens), name, state, opens },
  severity: 'critical',
});
