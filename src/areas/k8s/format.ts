import { z } from 'zod';
import { formatCount, formatCounts, formatDuration, formatPercent } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { PartialView } from '../../core/reading.ts';
import { formatSeen } from '../../core/unseen.ts';
import { digestId } from '../../operation/digest-id.ts';
import type { Finding } from '../../operation/finding.ts';
import type { NamedProblem } from '../../operation/problem.ts';
import { formatMoment, formatTimeBefore, newestFirst } from '../shared/moment.ts';
import { toStatusFinding } from '../shared/status-finding.ts';
import {
  type ClusterEvent,
  type ClusterNode,
  type Deployment,
  type K8sCounts,
  type K8sService,
  type Namespace,
  Pod,
  type PodLog,
  type Pods,
} from './k8s.ts';
import { healthOfPod } from './pod-health.ts';
import { shortPodNames } from './pod-names.ts';

/** Returns `K8s OK. 47 pods, 0 pending, 0 failed.`, with the problems in place of the OK if there are any. */
export function formatStatus(
  { pods, pending, failed }: K8sCounts,
  problems: readonly NamedProblem[],
): Finding {
  const counts =
    formatCounts([pods, 'pod'], [pending, 'pending', 'pending'], [failed, 'failed', 'failed']) ||
    '? pods';
  return toStatusFinding('K8s', problems, counts);
}

export const fineWords = ({ pods }: K8sCounts): string =>
  pods === undefined ? 'partly' : formatCount(pods, 'pod');

/** Lists the number of pods in each namespace, namespaces with problems first. */
export const formatNamespaces = (
  namespaces: readonly Namespace[],
  unseen?: PartialView,
): Finding => ({
  text: `K8s: ${formatSeen(namespaces.length, unseen, ['namespace'])}`,
  others: 'are well',
  rows: namespaces
    .toSorted((a, b) => badPods(b) - badPods(a))
    .map((namespace) => {
      const bad = badPods(namespace);
      const count = `${namespace.name} ${formatSeen(namespace.pods, unseen, ['pod'])}`;
      return {
        id: namespace.name,
        isWell: bad === 0,
        text: bad > 0 ? `! ${count}, ${bad} not ok` : count,
      };
    }),
});

export const PodsOfNamespace = z.object({ namespace: z.string(), pods: z.array(Pod) });
type PodsOfNamespace = z.infer<typeof PodsOfNamespace>;

export const podsIn = ({ pods }: Pods, name: string): PodsOfNamespace => ({
  namespace: name,
  pods: pods.filter(({ namespace }) => namespace === name),
});

/** Lists the pods of one namespace in the same form as the list of all pods. */
export const formatNamespace = (
  { namespace, pods }: PodsOfNamespace,
  unseen?: PartialView,
): Finding => ({
  ...formatPods(pods, unseen),
  text: `Namespace ${namespace}: ${formatSeen(pods.length, unseen, ['pod'])}`,
});

const badPods = ({ pending, failed, notReady = 0 }: Namespace): number =>
  pending + failed + notReady;

const isHealthy = (pod: Pod): boolean => healthOfPod(pod) === 'well';
const isTroubled = (pod: Pod): boolean => !['well', 'unknown'].includes(healthOfPod(pod));

export const idOfPod = ({ namespace, name }: Pick<Pod, 'namespace' | 'name'>): string =>
  `${namespace}/${name}`;

/** Lists pods that do not run first, with kubectl's status words; a running pod is only named. */
export function formatPods(pods: readonly Pod[], unseen?: PartialView): Finding {
  const nameOf = shortPodNames(pods);
  return {
    text: `K8s: ${formatSeen(pods.length, unseen, ['pod'])}`,
    others: pods.filter(isHealthy).every(isRunning) ? 'run' : 'run or are done',
    rows: pods
      .toSorted((a, b) => Number(isHealthy(a)) - Number(isHealthy(b)))
      .map((pod) => ({
        id: idOfPod(pod),
        isWell: isHealthy(pod),
        text: isTroubled(pod)
          ? `! ${nameOf(pod)} ${formatState(pod)}`
          : [nameOf(pod), ...(isRunning(pod) ? [] : [pod.status])].join(' '),
      })),
  };
}

const isRunning = ({ status }: Pod): boolean => status === 'Running';

/** Returns the ready count for a running pod that is not ready, otherwise its status. */
const formatState = (pod: Pod): string =>
  isRunning(pod) && pod.ready ? `${pod.ready} ready` : pod.status;

export const formatPod = (pod: Pod): string =>
  [
    `${isTroubled(pod) ? '! ' : ''}Pod ${pod.name}`,
    `${pod.status}${pod.ready ? `, ready ${pod.ready}` : ''}, ns ${pod.namespace}`,
    `Restarts ${pod.restarts ?? '?'}, node ${pod.node ?? '?'}`,
    ...(pod.ageSec === undefined ? [] : [`Age ${formatDuration(pod.ageSec)}`]),
    ...(pod.reason ? [pod.reason] : []),
  ].join('\n');

const LAST_LINES = 3;

/** Formats the last lines of a pod's log, without their timestamps: the age of the pod says as much. */
export const formatLog = ({ lines }: PodLog): string =>
  lines.length === 0
    ? 'Log empty'
    : ['Log:', ...lines.slice(-LAST_LINES).map((line) => line.replace(LOG_TIME, ''))].join('\n');

const LOG_TIME = /^\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?\s+/;

export const idOfDeployment = ({
  namespace,
  name,
}: Pick<Deployment, 'namespace' | 'name'>): string => `${namespace}/${name}`;

/** Lists deployments, those short of ready pods first. */
export const formatDeployments = (
  deployments: readonly Deployment[],
  unseen?: PartialView,
): Finding => ({
  text: `K8s: ${formatSeen(deployments.length, unseen, ['deployment'])}`,
  others: 'are ready',
  rows: deployments
    .toSorted((a, b) => Number(isShort(b)) - Number(isShort(a)))
    .map((deployment) => ({
      id: idOfDeployment(deployment),
      isWell: !isShort(deployment),
      text: `${isShort(deployment) ? '! ' : ''}${deployment.name} ${deployment.ready}/${deployment.wanted}`,
    })),
});

const isShort = ({ ready, wanted }: Deployment): boolean => ready < wanted;

export const formatDeployment = (deployment: Deployment): string => {
  const { name, namespace, ready, wanted } = deployment;
  return `${isShort(deployment) ? '! ' : ''}Deployment ${name}, ns ${namespace}\n${ready}/${wanted} ready`;
};

export const idOfService = ({ namespace, name }: K8sService): string => `${namespace}/${name}`;

export const formatServices = (services: readonly K8sService[], unseen?: PartialView): Finding => ({
  text: `K8s: ${formatSeen(services.length, unseen, ['service'])}`,
  rows: services.map((service) => ({
    id: idOfService(service),
    text: `${service.name} ${service.type}`,
  })),
});

export const formatService = (service: K8sService): string =>
  [
    `Service ${service.name}, ns ${service.namespace}`,
    `${service.type} ${service.clusterIp ?? ''}`.trim(),
    ...(service.externalIp ? [`External ${service.externalIp}`] : []),
    `Ports ${service.ports?.join(', ') || '?'}`,
  ].join('\n');

export const idOfEvent = ({ at, object, reason, message }: ClusterEvent): string =>
  digestId(at ?? '', object, reason, message);

/** Lists events, warnings first, then newest first. */
export const formatEvents = (
  events: readonly ClusterEvent[],
  time: LocalTime,
  unseen?: PartialView,
): Finding => ({
  text:
    events.length === 0 && !unseen
      ? 'K8s: no events'
      : `K8s: ${formatSeen(events.length, unseen, ['event'])}`,
  others: 'are normal',
  rows: events
    .toSorted((a, b) => Number(isWarning(b)) - Number(isWarning(a)) || newestFirst(a, b))
    .map((event) => ({
      id: idOfEvent(event),
      isWell: !isWarning(event),
      text: `${mark(event)}${formatTimeBefore(event.at, time)}${event.reason} ${event.object}`,
    })),
});

export const formatEvent = (event: ClusterEvent, time: LocalTime): string => {
  const count = event.count === undefined ? '' : `, ${event.count} times`;
  return [
    `${mark(event)}${event.reason} ${event.object}`,
    event.message,
    `${formatMoment(event.at, time)}${count}`,
  ].join('\n');
};

const isWarning = ({ type }: ClusterEvent): boolean => type === 'Warning';
const mark = (event: ClusterEvent): string => (isWarning(event) ? '! ' : '');

export const formatNodes = (nodes: readonly ClusterNode[], unseen?: PartialView): Finding => ({
  text: `K8s: ${formatSeen(nodes.length, unseen, ['node'])}`,
  others: 'are ready',
  rows: nodes
    .toSorted((a, b) => Number(a.ready) - Number(b.ready))
    .map((node) => ({
      id: node.name,
      isWell: node.ready,
      text: node.ready ? `${node.name} ready` : `! ${node.name} not ready`,
    })),
});

export const formatNode = (node: ClusterNode): string =>
  [
    `${node.ready ? '' : '! '}Node ${node.name} ${node.ready ? 'ready' : 'not ready'}`,
    `CPU ${formatPercent(node.cpuPercent)}  RAM ${formatPercent(node.memoryPercent)}`,
    ...(node.roles || node.version ? [[node.roles, node.version].filter(Boolean).join(', ')] : []),
  ].join('\n');
