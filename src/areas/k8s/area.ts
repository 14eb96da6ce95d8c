import type { LocalTime } from '../../core/local-time.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { screenFor } from '../../menu/menu.ts';
import {
  type Area,
  healthOf,
  problemsAt,
  summarize,
  toFoundEntries,
  toStatusSummary,
} from '../shared/area.ts';
import { forgetReadings } from '../shared/forget-readings.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { ReadingCache } from '../shared/reading-cache.ts';
import { k8sActions } from './actions.ts';
import { fineWords } from './format.ts';
import type { K8s } from './k8s.ts';
import { k8sOperations } from './operations.ts';
import { entriesOf } from './search-entries.ts';

export const K8S: AreaInfo = {
  key: '3',
  name: 'k8s',
  label: 'K8s',
  words: ['kubernetes', 'kube', 'k3s', 'cluster'],
  example: 'restart sonarr',
};

interface Dependencies {
  readonly k8s: K8s;
  readonly memory: ReadingCache;
  readonly inventory: Inventory;
  readonly time: LocalTime;
  readonly isDemo: boolean;
}

/** Builds the Kubernetes area: its screens, its status summary and its search entries. */
export function k8sArea({ k8s, memory, inventory, time, isDemo }: Dependencies): Area {
  const { questions, find, ...offers } = k8sOperations(k8s, { memory, inventory, time });
  const known = { status: questions.status, memory, time };

  return {
    info: K8S,
    isDemo,
    refresh: questions.status.refresh,
    usedAt: memory.usedAt,
    expire: memory.expire,
    actions: forgetReadings(k8sActions(k8s, time), memory),
    health: () => healthOf(memory, time),
    problems: () => problemsAt({ ...known, find }),
    summary: () =>
      summarize({
        ...known,
        short: 'K8s',
        format: (status) => toStatusSummary(find(status), fineWords(status)),
      }),

    async searchEntries() {
      const [pods, deployments, services, nodes] = await Promise.all([
        questions.pods.refresh(),
        questions.deployments.refresh(),
        questions.services.refresh(),
        questions.nodes.refresh(),
      ]);
      const things = entriesOf({
        ...(deployments.ok && deployments.value.value),
        ...(pods.ok && pods.value.value),
        ...(services.ok && services.value.value),
        ...(nodes.ok && nodes.value.value),
      });
      return toFoundEntries(K8S.label, [pods, services, nodes], things);
    },

    screens: {
      k8s: {
        title: 'K8s',
        up: 'home',
        items: [
          {
            key: 'd',
            label: 'Details',
            about: 'namespaces',
            words: ['namespaces', 'namespace', 'ns'],
            opens: 'k8s.details',
          },
          {
            key: 'p',
            label: 'Pods',
            words: ['pod', 'po', 'containers', 'container'],
            opens: 'k8s.pods',
          },
          { key: 's', label: 'Services', words: ['service', 'svc'], opens: 'k8s.services' },
          { key: 'e', label: 'Events', words: ['event', 'ev'], opens: 'k8s.events' },
          { key: 'n', label: 'Nodes', words: ['node'], opens: 'k8s.nodes' },
          {
            key: 'w',
            label: 'Workloads',
            words: ['deployments', 'deployment', 'deploy', 'deploys', 'workload', 'apps'],
            opens: 'k8s.deployments',
            isHidden: true, // five letters are enough for one line; names lead there too
          },
        ],
        ...screenFor(offers.summary),
      },
      'k8s.details': {
        title: 'Details',
        up: 'k8s',
        ...screenFor(offers.details, 'k8s.namespace'),
      },
      'k8s.namespace': {
        title: 'Namespace',
        up: 'k8s.details',
        ...screenFor(offers.namespace, 'k8s.pod'),
      },
      'k8s.pods': { title: 'Pods', up: 'k8s', ...screenFor(offers.pods, 'k8s.pod') },
      'k8s.pod': { title: 'Pod', up: 'k8s.pods', ...screenFor(offers.pod) },
      'k8s.deployments': {
        title: 'Workloads',
        up: 'k8s',
        ...screenFor(offers.deployments, 'k8s.deployment'),
      },
      'k8s.deployment': {
        title: 'Deployment',
        up: 'k8s.deployments',
        ...screenFor(offers.deployment),
      },
      'k8s.services': {
        title: 'Services',
        up: 'k8s',
        ...screenFor(offers.services, 'k8s.service'),
      },
      'k8s.service': { title: 'Service', up: 'k8s.services', ...screenFor(offers.service) },
      'k8s.events': { title: 'Events', up: 'k8s', ...screenFor(offers.events, 'k8s.event') },
      'k8s.event': { title: 'Event', up: 'k8s.events', ...screenFor(offers.event) },
      'k8s.nodes': { title: 'Nodes', up: 'k8s', ...screenFor(offers.nodes, 'k8s.node') },
      'k8s.node': { title: 'Node', up: 'k8s.nodes', ...screenFor(offers.node) },
    },
  };
}
