import type { LocalTime } from '../../core/local-time.ts';
import { isNoSource } from '../../core/no-source.ts';
import { defineGroupRead, defineItemRead, defineListRead } from '../../operation/read-operation.ts';
import { toKnownEntries } from '../shared/area.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { recordReading } from '../shared/record-reading.ts';
import { optionsForDeployment, optionsForPod } from './actions.ts';
import {
  formatDeployment,
  formatDeployments,
  formatEvent,
  formatEvents,
  formatLog,
  formatNamespace,
  formatNamespaces,
  formatNode,
  formatNodes,
  formatPod,
  formatPods,
  formatService,
  formatServices,
  formatStatus,
  idOfDeployment,
  idOfEvent,
  idOfPod,
  idOfService,
} from './format.ts';
import type { K8s, K8sStatus } from './k8s.ts';
import { findProblems } from './problems.ts';
import { entriesOf, readyPods } from './search-entries.ts';

interface Dependencies {
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
}

/** Defines the cached reads of Kubernetes, and the operations that format them. */
export function k8sOperations(k8s: K8s, { memory, inventory, time }: Dependencies) {
  const record = async ({ lists = {} }: K8sStatus): Promise<void> => {
    await Promise.all([
      inventory.noteRunning(readyPods(lists.deployments ?? [])),
      inventory.see('k8s', toKnownEntries(entriesOf(lists))),
    ]);
  };
  const status = memory.cached(recordReading(() => k8s.status(), record));
  const find = (value: K8sStatus) => findProblems(value, inventory);
  const namespaces = memory.cached(() => k8s.namespaces());
  const pods = memory.cached(() => k8s.pods());
  const deployments = memory.cached(() => k8s.deployments());
  const services = memory.cached(() => k8s.services());
  const events = memory.cached(() => k8s.events());
  const nodes = memory.cached(() => k8s.nodes());

  return {
    questions: { status, pods, deployments, services, nodes },
    find,

    summary: defineListRead(
      { name: 'k8s_summary', summary: 'Cluster health: pods, pending, failed' },
      status.ask,
      (value) => formatStatus(value, find(value)),
    ),
    details: defineListRead(
      { name: 'k8s_details', summary: 'Pods by namespace, trouble first' },
      namespaces.ask,
      (value, unseen) => formatNamespaces(value.namespaces, unseen),
    ),
    namespace: defineGroupRead(
      { name: 'k8s_namespace', summary: 'Pods of one namespace by its name' },
      pods.ask,
      (value, name, unseen) => formatNamespace(name, value.pods, unseen),
    ),
    pods: defineListRead(
      { name: 'k8s_pods', summary: 'Pods, those that do not run first' },
      pods.ask,
      (value, unseen) => formatPods(value.pods, unseen),
    ),
    pod: defineItemRead({ name: 'k8s_pod', summary: 'One pod by namespace/name' }, pods.ask, {
      what: 'That pod',
      list: (value) => value.pods,
      idOf: idOfPod,
      format: formatPod,
      offers: (pod) => optionsForPod(k8s, pod),
      async more(pod) {
        const log = await k8s.log?.(pod);
        if (!log || isNoSource(log)) return undefined;
        return log.ok ? formatLog(log.value.value) : 'Log ?';
      },
    }),
    deployments: defineListRead(
      { name: 'k8s_deployments', summary: 'Deployments, those short of pods first' },
      deployments.ask,
      (value, unseen) => formatDeployments(value.deployments, unseen),
    ),
    deployment: defineItemRead(
      { name: 'k8s_deployment', summary: 'One deployment by namespace/name' },
      deployments.ask,
      {
        what: 'That deployment',
        list: (value) => value.deployments,
        idOf: idOfDeployment,
        format: formatDeployment,
        offers: (deployment) => optionsForDeployment(k8s, deployment),
      },
    ),
    services: defineListRead(
      { name: 'k8s_services', summary: 'Services' },
      services.ask,
      (value, unseen) => formatServices(value.services, unseen),
    ),
    service: defineItemRead(
      { name: 'k8s_service', summary: 'One service by namespace/name' },
      services.ask,
      {
        what: 'That service',
        list: (value) => value.services,
        idOf: idOfService,
        format: formatService,
      },
    ),
    events: defineListRead(
      { name: 'k8s_events', summary: 'Recent events, warnings first' },
      events.ask,
      (value, unseen) => formatEvents(value.events, time, unseen),
    ),
    event: defineItemRead({ name: 'k8s_event', summary: 'One event in full' }, events.ask, {
      what: 'That event',
      list: (value) => value.events,
      idOf: idOfEvent,
      format: (event) => formatEvent(event, time),
    }),
    nodes: defineListRead(
      { name: 'k8s_nodes', summary: 'Nodes, those not ready first' },
      nodes.ask,
      (value, unseen) => formatNodes(value.nodes, unseen),
    ),
    node: defineItemRead({ name: 'k8s_node', summary: 'One node by name' }, nodes.ask, {
      what: 'That node',
      list: (value) => value.nodes,
      idOf: ({ name }) => name,
      format: formatNode,
    }),
  };
}
