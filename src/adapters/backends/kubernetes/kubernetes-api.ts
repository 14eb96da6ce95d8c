import { k8sFromSources } from '../../../areas/k8s/from-sources.ts';
import type { K8s, K8sChanges, NodeUsage, PodLog } from '../../../areas/k8s/k8s.ts';
import type { Clock } from '../../../core/clock.ts';
import type { AsyncReading } from '../../../core/reading.ts';
import { err, map, ok } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isoOf } from '../vendor-records/iso.ts';
import { isList } from '../vendor-records/json.ts';
import {
  readClusterEvent,
  readClusterNode,
  readDeployment,
  readName,
  readPod,
  readService,
} from '../vendor-records/k8s.ts';
import { readPodLog } from '../vendor-records/pod-log.ts';
import { readList } from '../vendor-records/read-list.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import type { Read } from '../vendor-records/skip.ts';
import { itemsOf, rowsOf } from './lists.ts';
import { createRights } from './rights.ts';
import { readUsage } from './usage.ts';

const LOG_LINES = 20;

/** Kubernetes through its own API. Lists are requested as tables, so that the server itself words them as kubectl does. */
export function createKubernetesApi(api: Api, clock: Clock): K8s {
  const list =
    <T>(what: string, path: string, read: Read<T>, rows = rowsOf) =>
    async (): AsyncReading<readonly T[]> => {
      const records = await rows(api, path);
      if (!records.ok) return records;
      return readList(records.value, { from: api, clock, what, read });
    };

  async function usage(): AsyncReading<readonly NodeUsage[]> {
    const [nodes, metrics] = await Promise.all([
      itemsOf(api, '/api/v1/nodes'),
      itemsOf(api, '/apis/metrics.k8s.io/v1beta1/nodes', 'node usage'),
    ]);
    if (!nodes.ok) return nodes;
    if (!metrics.ok) return metrics;
    return ok({
      value: readUsage(nodes.value, metrics.value),
      asOf: clock.now(),
      source: api.source,
    });
  }

  return k8sFromSources(
    {
      pods: list('pods', '/api/v1/pods', readPod),
      nodes: list('nodes', '/api/v1/nodes', readClusterNode, itemsOf),
      usage,
      namespaceNames: list('namespaces', '/api/v1/namespaces', readName),
      services: list('services', '/api/v1/services', readService),
      events: list(
        'events',
        '/api/v1/events?fieldSelector=type%3DWarning',
        readClusterEvent,
        itemsOf,
      ),
      // The table of deployments lacks the observed generation.
      deployments: list('deployments', '/apis/apps/v1/deployments', readDeployment, itemsOf),
      changes: createChanges(api, clock),
      log: createLog(api, clock),
    },
    api.service,
  );
}

/** Restarts a deployment by a new annotation on its template, as kubectl does. */
const createChanges = (api: Api, clock: Clock): K8sChanges => ({
  verbs: createRights(api, clock),
  async act({ verb, namespace, name, replicas = 0 }) {
    const inNamespace = `namespaces/${encodeURIComponent(namespace)}`;
    const pod = `/api/v1/${inNamespace}/pods/${encodeURIComponent(name)}`;
    const deployment = `/apis/apps/v1/${inNamespace}/deployments/${encodeURIComponent(name)}`;
    const restartedAt = isoOf(clock.now());
    const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt };
    const requests = {
      delete: () => api.ask(pod, { method: 'DELETE' }),
      restart: () =>
        api.ask(deployment, {
          ...PATCH,
          body: { spec: { template: { metadata: { annotations } } } },
        }),
      scale: () => api.ask(`${deployment}/scale`, { ...PATCH, body: { spec: { replicas } } }),
    };
    return map(await requests[verb](), () => undefined);
  },
});

const PATCH = {
  method: 'PATCH',
  headers: { 'content-type': 'application/merge-patch+json' },
} as const;

type Log = NonNullable<K8s['log']>;

/** Reads the log of a pod's first container that is not ready, or else of its first container. */
const createLog =
  (api: Api, clock: Clock): Log =>
  async ({ namespace, name }): AsyncReading<PodLog> => {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
    const pod = await api.ask(path);
    if (!pod.ok) return pod;
    const container = containerOf(pod.value);
    if (container === undefined) return err({ kind: 'invalid-response', service: api.service });
    const query = `container=${encodeURIComponent(container)}&tailLines=${LOG_LINES}`;
    const log = await api.ask(`${path}/log?${query}`, { asText: true });
    if (!log.ok) return log;
    return ok({ value: readPodLog(String(log.value)), asOf: clock.now(), source: api.source });
  };

function containerOf(pod: unknown): string | undefined {
  const facts = recordReader(pod);
  const [statuses, specs] = [
    facts?.raw('status.containerStatuses'),
    facts?.raw('spec.containers'),
  ].map((list) => (isList(list) ? list.flatMap((item) => recordReader(item) ?? []) : []));
  const notReady = statuses?.find((status) => status.flag('ready') === false);
  return (notReady ?? specs?.[0])?.text('name');
}
