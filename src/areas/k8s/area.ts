import type { AreaInfo } from '../../menu/area-info.ts';
import type { Area } from '../shared/area.ts';
import { groupScreen, listScreens } from '../shared/area-screens.ts';
import { type AreaDependencies, defineArea } from '../shared/define-area.ts';
import { readEntries } from '../shared/read-entries.ts';
import { recordNames } from '../shared/record-names.ts';
import { k8sActions, optionsForDeployment, optionsForPod } from './actions.ts';
import {
  fineWords,
  formatDeployment,
  formatDeployments,
  formatEvent,
  formatEvents,
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
  PodsOfNamespace,
  podsIn,
} from './format.ts';
import {
  ClusterEvent,
  ClusterEvents,
  ClusterNode,
  ClusterNodes,
  Deployment,
  Deployments,
  type K8s,
  K8sCounts,
  K8sService,
  Namespaces,
  Pod,
  Pods,
  Services,
} from './k8s.ts';
import { logDetail } from './log-detail.ts';
import { placesOf } from './places.ts';
import { findHidden, findProblems } from './problems.ts';
import { entriesOf, readyPods } from './search-entries.ts';

export const K8S: AreaInfo = {
  key: '3',
  name: 'k8s',
  label: 'K8s',
  words: ['kubernetes', 'kube', 'k3s', 'cluster'],
  example: 'restart sonarr',
};

interface Dependencies extends AreaDependencies {
  readonly k8s: K8s;
}

/** Builds the Kubernetes area. */
export function k8sArea({ k8s, ...dependencies }: Dependencies): Area {
  const { memory, inventory, time } = dependencies;
  const readStatus = recordNames(
    () => k8s.status(),
    { area: K8S.name, inventory },
    ({ lists = {} }) => ({
      entries: entriesOf(lists),
      running: readyPods(lists.deployments ?? []),
    }),
  );
  const pods = memory.cached(() => k8s.pods());
  const deployments = memory.cached(() => k8s.deployments());
  const services = memory.cached(() => k8s.services());
  const nodes = memory.cached(() => k8s.nodes());

  return defineArea(dependencies, {
    info: K8S,
    status: {
      reading: memory.cached(readStatus),
      summary: 'Cluster health: pods, pending, failed',
      findProblems: (status) => findProblems(status, inventory),
      findHidden,
      places: placesOf,
      output: K8sCounts,
      select: ({ lists: _, ...counts }) => counts,
      format: formatStatus,
      short: 'K8s',
      fineWords,
    },
    changes: k8sActions(k8s, time),
    searchEntries: () =>
      readEntries(K8S.label, { lists: [pods, services, nodes], others: [deployments] }, entriesOf),
    screens: [
      listScreens({
        name: 'details',
        entry: {
          key: 'd',
          label: 'Details',
          about: 'namespaces',
          words: ['namespaces', 'namespace', 'ns'],
        },
        summary: 'Pods by namespace, trouble first',
        reading: memory.cached(() => k8s.namespaces()),
        output: Namespaces,
        format: ({ namespaces }, unseen) => formatNamespaces(namespaces, unseen),
        rowsOpen: 'namespace',
      }),
      groupScreen({
        name: 'namespace',
        title: 'Namespace',
        up: 'details',
        summary: 'Pods of one namespace by its name',
        reading: pods,
        output: PodsOfNamespace,
        select: podsIn,
        format: formatNamespace,
        rowsOpen: 'pod',
      }),
      listScreens({
        name: 'pods',
        entry: { key: 'p', label: 'Pods', words: ['pod', 'po', 'containers', 'container'] },
        summary: 'Pods, those that do not run first',
        reading: pods,
        output: Pods,
        format: (value, unseen) => formatPods(value.pods, unseen),
        item: {
          name: 'pod',
          summary: 'One pod by namespace/name',
          list: (value) => value.pods,
          idOf: idOfPod,
          item: Pod,
          format: formatPod,
          detail: logDetail(k8s),
          offers: (pod) => optionsForPod(k8s, pod),
        },
      }),
      listScreens({
        name: 'services',
        entry: { key: 's', label: 'Services', words: ['service', 'svc'] },
        summary: 'Services',
        reading: services,
        output: Services,
        format: (value, unseen) => formatServices(value.services, unseen),
        item: {
          name: 'service',
          summary: 'One service by namespace/name',
          list: (value) => value.services,
          idOf: idOfService,
          item: K8sService,
          format: formatService,
        },
      }),
      listScreens({
        name: 'events',
        entry: { key: 'e', label: 'Events', words: ['event', 'ev'] },
        summary: 'Recent events, warnings first',
        reading: memory.cached(() => k8s.events()),
        output: ClusterEvents,
        format: (value, unseen, time) => formatEvents(value.events, time, unseen),
        item: {
          name: 'event',
          summary: 'One event in full',
          list: (value) => value.events,
          idOf: idOfEvent,
          item: ClusterEvent,
          format: formatEvent,
        },
      }),
      listScreens({
        name: 'nodes',
        entry: { key: 'n', label: 'Nodes', words: ['node'] },
        summary: 'Nodes, those not ready first',
        reading: nodes,
        output: ClusterNodes,
        format: (value, unseen) => formatNodes(value.nodes, unseen),
        item: {
          name: 'node',
          summary: 'One node by name',
          list: (value) => value.nodes,
          idOf: ({ name }) => name,
          item: ClusterNode,
          format: formatNode,
        },
      }),
      listScreens({
        name: 'deployments',
        entry: {
          key: 'w',
          label: 'Workloads',
          words: ['deployments', 'deployment', 'deploy', 'deploys', 'workload', 'apps'],
          isHidden: true, // five letters are enough for one line; names lead there too
        },
        summary: 'Deployments, those short of pods first',
        reading: deployments,
        output: Deployments,
        format: (value, unseen) => formatDeployments(value.deployments, unseen),
        item: {
          name: 'deployment',
          summary: 'One deployment by namespace/name',
          list: (value) => value.deployments,
          idOf: idOfDeployment,
          item: Deployment,
          format: formatDeployment,
          offers: (deployment) => optionsForDeployment(k8s, deployment),
        },
      }),
    ],
  });
}
