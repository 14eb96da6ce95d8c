import { noSource } from '../../core/no-source.ts';
import type { AsyncReading, PartialView } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { countAll } from '../../core/unseen.ts';
import { combineReadings, markIncomplete, type ReadFn } from '../shared/combine.ts';
import { listReader } from '../shared/list-reader.ts';
import { podsOf } from './find.ts';
import type {
  ClusterNodes,
  Deployment,
  K8s,
  K8sCounts,
  K8sStatus,
  Namespaces,
  Pod,
} from './k8s.ts';
import { healthOfPod, type PodHealth } from './pod-health.ts';
import type { K8sSources } from './sources.ts';

/** Stands for the namespace of a pod whose source does not return one. */
const UNKNOWN_NAMESPACE = '?';

/** Builds a cluster from lists: missing counts are computed; the namespaces are those listed and those of pods. */
export function k8sFromSources(sources: K8sSources, service: string): K8s {
  const list = listReader(service);

  async function status(): AsyncReading<K8sStatus> {
    const { pods, nodes, deployments } = sources;
    const reads = { status: sources.status, pods, nodes, deployments };
    const { parts, failures, unseen, about } = await combineReadings(reads);
    if (failures.status) return err(failures.status);
    const seen = parts.pods && countSeen(parts.pods, unseen.pods);
    const counts = parts.status ?? (seen && withoutFalseZero(seen, parts.pods, parts.deployments));
    if (!counts) return err(failures.pods ?? noSource(service, 'pods'));
    return ok({
      ...markIncomplete(about, parts.status ?? parts.nodes, 'nodes'),
      value: {
        ...(parts.nodes && {
          nodes: countAll(parts.nodes.length, unseen.nodes),
          ...(!unseen.nodes && {
            nodesReady: parts.nodes.filter(({ ready }) => ready).length,
          }),
        }),
        ...counts,
        lists: { pods: parts.pods, nodes: parts.nodes, deployments: parts.deployments },
      },
    });
  }

  async function namespaces(): AsyncReading<Namespaces> {
    const { pods, namespaceNames: names } = sources;
    const { parts, failures, unseen, about } = await combineReadings({
      pods,
      names: optional(names),
    });
    if (!parts.pods) return err(failures.pods ?? noSource(service, 'pods'));
    const byName = Map.groupBy(parts.pods, ({ namespace }) => namespace);
    const hasUnknown = byName.delete(UNKNOWN_NAMESPACE);
    if (hasUnknown && byName.size === 0 && !parts.names)
      return err(noSource(service, 'namespaces'));
    const all = new Set([...byName.keys(), ...(parts.names ?? [])]);
    const counted = [...all].map((name) => ({ name, ...countPods(byName.get(name) ?? []) }));
    // An account that may not list namespaces gets those of its pods.
    return ok({
      ...about,
      unseen: (hasUnknown || unseen.pods || unseen.names) && {},
      value: { namespaces: counted },
    });
  }

  async function nodes(): AsyncReading<ClusterNodes> {
    const { parts, failures, unseen, about } = await combineReadings({
      nodes: sources.nodes,
      usage: optional(sources.usage),
    });
    if (!parts.nodes) return err(failures.nodes ?? noSource(service, 'nodes'));
    const usage = new Map(parts.usage?.map((usage) => [usage.name, usage]));
    const known = parts.nodes.map((node) => ({ ...node, ...usage.get(node.name) }));
    // Missing usage is no gap: many clusters have no metrics.
    return ok({
      ...about,
      unseen: unseen.nodes,
      value: { nodes: known },
    });
  }

  return {
    status,
    namespaces: sources.namespaces ?? namespaces,
    nodes,
    pods: list('pods', sources.pods, (pods) => ({ pods })),
    services: list('services', sources.services, (services) => ({ services })),
    events: list('events', sources.events, (events) => ({ events })),
    deployments: list('deployments', sources.deployments, (deployments) => ({ deployments })),
    ...(sources.changes && { changes: sources.changes }),
    ...(sources.log && { log: sources.log }),
  };
}

/** Makes the failure of a read count as a missing source, so that it leaves no gap. */
const optional = <T>(read: ReadFn<T> | undefined): ReadFn<T> | undefined =>
  read &&
  (async () => {
    const answer = await read();
    return answer.ok ? answer : err(noSource('', ''));
  });

/** Counts pods by health only when all were seen and the health of each is told; otherwise returns at most their total. */
const countSeen = (pods: readonly Pod[], unseen: PartialView | undefined): K8sCounts =>
  unseen || pods.some((pod) => healthOfPod(pod) === 'unknown')
    ? { pods: countAll(pods.length, unseen) }
    : countPods(pods);

/**
 * Drops a count of 0 failed pods where a deployment is short of pods and all of its pods look well: the source of the pods does
 * not tell what is wrong with them then.
 */
function withoutFalseZero(
  counts: K8sCounts,
  pods: readonly Pod[] = [],
  deployments: readonly Deployment[] = [],
): K8sCounts {
  const isContradicted = deployments.some((deployment) => {
    const own = podsOf(deployment, pods);
    const areAllWell = own.length > 0 && own.every((pod) => healthOfPod(pod) === 'well');
    return areAllWell && deployment.ready < deployment.wanted;
  });
  return isContradicted && counts.failed === 0 ? { ...counts, failed: undefined } : counts;
}

function countPods(pods: readonly Pod[]) {
  const health = pods.map(healthOfPod);
  const count = (which: PodHealth): number => health.filter((it) => it === which).length;
  return {
    pods: pods.length,
    pending: count('waiting'),
    failed: count('failed'),
    notReady: count('unready'),
  };
}
