import { k8sFromSources } from '../../../../areas/k8s/from-sources.ts';
import { K8S_VERBS, type K8s, type K8sChanges, type PodLog } from '../../../../areas/k8s/k8s.ts';
import { noSource } from '../../../../core/no-source.ts';
import type { AsyncReading, Reading } from '../../../../core/reading.ts';
import { err } from '../../../../core/result.ts';
import {
  readClusterEvent,
  readClusterNode,
  readDeployment,
  readName,
  readNodeUsage,
  readPod,
  readService,
} from '../../vendor-records/k8s.ts';
import { readPodLog } from '../../vendor-records/pod-log.ts';
import { changesFor, contractChanges, verbsAmong } from './changes.ts';
import { ACT_ON_WORKLOAD, CONTRACT, DEPLOYMENTS, POD_LOG } from './contract.ts';
import { contractReads } from './contract-reads.ts';
import { listIn, present } from './overrides.ts';
import { createSourceSelection, type McpAreaOptions } from './select-source.ts';
import type { Source } from './source.ts';

/** The Kubernetes cluster, as an MCP server tells it. */
export function createMcpK8s(options: McpAreaOptions): K8s {
  const { server } = options;
  const { own, read, ask } = contractReads(options, CONTRACT.k8s);

  const choice = createSourceSelection<K8s>(options, 'k8s', {
    contract: () =>
      k8sFromSources(
        {
          status: read('status'),
          namespaces: read('namespaces'),
          pods: listIn(read('pods'), (it) => it.pods),
          services: listIn(read('services'), (it) => it.services),
          events: listIn(read('events'), (it) => it.events),
          nodes: listIn(read('nodes'), (it) => it.nodes),
          deployments: listIn(
            () => ask(DEPLOYMENTS),
            (it) => it.deployments,
          ),
          log: ({ namespace, name }: Parameters<NonNullable<K8s['log']>>[0]) =>
            ask(POD_LOG, { namespace, name }),
          changes: contractChanges(server, ACT_ON_WORKLOAD, K8S_VERBS),
        },
        server.service,
      ),
    source: (source: Source) => {
      const sources = {
        status: own('status'),
        namespaces: own('namespaces'),
        namespaceNames: source.list('namespaces', readName),
        pods: listIn(own('pods'), (it) => it.pods) ?? source.list('pods', readPod),
        nodes: listIn(own('nodes'), (it) => it.nodes) ?? source.list('nodes', readClusterNode),
        usage: source.list('usage', readNodeUsage),
        services:
          listIn(own('services'), (it) => it.services) ?? source.list('services', readService),
        events: listIn(own('events'), (it) => it.events) ?? source.list('events', readClusterEvent),
        deployments: source.list('deployments', readDeployment),
        changes: changesFrom(source),
        log: logFrom(source),
      };
      return k8sFromSources(present(sources), server.service);
    },
  });

  const changes = changesFor(choice, server);

  return {
    status: () => choice((k8s) => k8s.status(), 'status'),
    namespaces: () => choice((k8s) => k8s.namespaces(), 'namespaces'),
    pods: () => choice((k8s) => k8s.pods(), 'pods'),
    services: () => choice((k8s) => k8s.services(), 'services'),
    events: () => choice((k8s) => k8s.events(), 'events'),
    nodes: () => choice((k8s) => k8s.nodes(), 'nodes'),
    deployments: () => choice((k8s) => k8s.deployments(), 'deployments'),
    changes: {
      verbs: (namespace) => changes.verbs((it) => it.verbs(namespace)),
      act: (change) => changes.act(change.verb, (it) => it.act(change)),
    },
    log: (pod) =>
      choice<Reading<PodLog>>(
        async (k8s) => k8s.log?.(pod) ?? err(noSource(server.service, 'logs')),
      ),
  };
}

function changesFrom({ actions }: Source): K8sChanges | undefined {
  return (
    actions && {
      verbs: () => verbsAmong(K8S_VERBS, actions),
      act: ({ verb, ...target }) => actions.act(verb, target),
    }
  );
}

function logFrom({ log }: Source): K8s['log'] | undefined {
  return (
    log &&
    (async ({ namespace, name }): AsyncReading<PodLog> => {
      const answer = await log({ namespace, name });
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, value: readPodLog(answer.value.value) } };
    })
  );
}
