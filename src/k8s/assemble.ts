import type { Asked } from '../core/reading.ts';
import { err, ok } from '../core/result.ts';
import { lacking, together } from '../readings/together.ts';
import { untold } from '../readings/untold.ts';
import type { ClusterNodes, K8s, K8sStatus, Namespaces, Pod } from './k8s.ts';
import { healthOfPod, type PodHealth } from './pod-health.ts';
import type { K8sSources } from './sources.ts';

/** A cluster made of lists: what its source does not count is counted, its namespaces are those it names and those of its pods. */
export function assembleK8s(sources: K8sSources, service: string): K8s {
  async function status(): Asked<K8sStatus> {
    const { pods, nodes, deployments } = sources;
    const asks = { status: sources.status, pods, nodes, deployments };
    const { parts, failures, about } = await together(asks);
    if (failures.status) return err(failures.status);
    const counts = parts.status ?? (parts.pods && countPods(parts.pods));
    if (!counts) return err(failures.pods ?? untold(service, 'pods'));
    return ok({
      ...lacking(about, parts.status ?? parts.nodes, 'nodes'),
      value: {
        ...(parts.nodes && {
          nodes: parts.nodes.length,
          nodesReady: parts.nodes.filter(({ ready }) => ready).length,
        }),
        ...counts,
        lists: { pods: parts.pods, nodes: parts.nodes, deployments: parts.deployments },
      },
    });
  }

  async function namespaces(): Asked<Namespaces> {
    const { pods, namespaceNames: names } = sources;
    const { parts, failures, about } = await together({ pods, names });
    if (!parts.pods) return err(failures.pods ?? untold(service, 'pods'));
    const byName = Map.groupBy(parts.pods, ({ namespace }) => namespace);
    const all = new Set([...byName.keys(), ...(parts.names ?? [])]);
    const counted = [...all].map((name) => ({ name, ...countPods(byName.get(name) ?? []) }));
    // An account that may not list them sees those of its pods.
    return ok({
      ...about,
      ...(failures.names && { partial: undefined }),
      value: { namespaces: counted },
    });
  }

  async function nodes(): Asked<ClusterNodes> {
    const { parts, failures, about } = await together({
      nodes: sources.nodes,
      usage: sources.usage,
    });
    if (!parts.nodes) return err(failures.nodes ?? untold(service, 'nodes'));
    const usage = new Map(parts.usage?.map((it) => [it.name, it]));
    const known = parts.nodes.map((node) => ({ ...node, ...usage.get(node.name) }));
    // A cluster without metrics is a normal one.
    return ok({ ...about, ...(failures.usage && { partial: undefined }), value: { nodes: known } });
  }

  return {
    status,
    namespaces: sources.namespaces ?? namespaces,
    nodes,
    async pods() {
      const { parts, failures, about } = await together({ pods: sources.pods });
      if (!parts.pods) return err(failures.pods ?? untold(service, 'pods'));
      return ok({ ...about, value: { pods: [...parts.pods] } });
    },
    async services() {
      const { parts, failures, about } = await together({ services: sources.services });
      if (!parts.services) return err(failures.services ?? untold(service, 'services'));
      return ok({ ...about, value: { services: [...parts.services] } });
    },
    async events() {
      const { parts, failures, about } = await together({ events: sources.events });
      if (!parts.events) return err(failures.events ?? untold(service, 'events'));
      return ok({ ...about, value: { events: [...parts.events] } });
    },
    async deployments() {
      const { parts, failures, about } = await together({ deployments: sources.deployments });
      if (!parts.deployments) return err(failures.deployments ?? untold(service, 'deployments'));
      return ok({ ...about, value: { deployments: [...parts.deployments] } });
    },
    ...(sources.deeds && { deeds: sources.deeds }),
    ...(sources.log && { log: sources.log }),
  };
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
