import { noSource } from '../../core/no-source.ts';
import type { AsyncReading, PartialView } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import { countAll } from '../../core/unseen.ts';
import { combineReadings, lacking, type ReadFn } from '../shared/combine.ts';
import type { ClusterNodes, K8s, K8sCounts, K8sStatus, Namespaces, Pod } from './k8s.ts';
import { healthOfPod, type PodHealth } from './pod-health.ts';
import type { K8sSources } from './sources.ts';

/** In place of the namespace of a pod whose source does not say it. */
const UNTOLD = '?';

/** A cluster made of lists: what its source does not count is counted, its namespaces are those it names and those of its pods. */
export function k8sFromSources(sources: K8sSources, service: string): K8s {
  async function status(): AsyncReading<K8sStatus> {
    const { pods, nodes, deployments } = sources;
    const asks = { status: sources.status, pods, nodes, deployments };
    const { parts, failures, unseen, about } = await combineReadings(asks);
    if (failures.status) return err(failures.status);
    const counts = parts.status ?? (parts.pods && countSeen(parts.pods, unseen.pods));
    if (!counts) return err(failures.pods ?? noSource(service, 'pods'));
    return ok({
      ...lacking(about, parts.status ?? parts.nodes, 'nodes'),
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
    const isUntold = byName.delete(UNTOLD);
    if (isUntold && byName.size === 0 && !parts.names) return err(noSource(service, 'namespaces'));
    const all = new Set([...byName.keys(), ...(parts.names ?? [])]);
    const counted = [...all].map((name) => ({ name, ...countPods(byName.get(name) ?? []) }));
    // An account that may not list them sees those of its pods.
    return ok({
      ...about,
      unseen: (isUntold || unseen.pods || unseen.names) && {},
      value: { namespaces: counted },
    });
  }

  async function nodes(): AsyncReading<ClusterNodes> {
    const { parts, failures, unseen, about } = await combineReadings({
      nodes: sources.nodes,
      usage: optional(sources.usage),
    });
    if (!parts.nodes) return err(failures.nodes ?? noSource(service, 'nodes'));
    const usage = new Map(parts.usage?.map((it) => [it.name, it]));
    const known = parts.nodes.map((node) => ({ ...node, ...usage.get(node.name) }));
    // A cluster without metrics is a normal one.
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
    async pods() {
      const { parts, failures, unseen, about } = await combineReadings({ pods: sources.pods });
      if (!parts.pods) return err(failures.pods ?? noSource(service, 'pods'));
      return ok({ ...about, unseen: unseen.pods, value: { pods: [...parts.pods] } });
    },
    async services() {
      const { parts, failures, unseen, about } = await combineReadings({
        services: sources.services,
      });
      if (!parts.services) return err(failures.services ?? noSource(service, 'services'));
      return ok({ ...about, unseen: unseen.services, value: { services: [...parts.services] } });
    },
    async events() {
      const { parts, failures, unseen, about } = await combineReadings({ events: sources.events });
      if (!parts.events) return err(failures.events ?? noSource(service, 'events'));
      return ok({ ...about, unseen: unseen.events, value: { events: [...parts.events] } });
    },
    async deployments() {
      const { parts, failures, unseen, about } = await combineReadings({
        deployments: sources.deployments,
      });
      if (!parts.deployments) return err(failures.deployments ?? noSource(service, 'deployments'));
      return ok({
        ...about,
        unseen: unseen.deployments,
        value: { deployments: [...parts.deployments] },
      });
    },
    ...(sources.changes && { changes: sources.changes }),
    ...(sources.log && { log: sources.log }),
  };
}

/** The same question, whose failure leaves no gap. */
const optional = <T>(ask: ReadFn<T> | undefined): ReadFn<T> | undefined =>
  ask &&
  (async () => {
    const answer = await ask();
    return answer.ok ? answer : err(noSource('', ''));
  });

/** Of pods that were not all seen, nobody can say how many of them are in trouble. */
const countSeen = (pods: readonly Pod[], unseen: PartialView | undefined): K8sCounts =>
  unseen ? { pods: countAll(pods.length, unseen) } : countPods(pods);

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
