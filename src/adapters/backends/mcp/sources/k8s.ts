import { assembleK8s } from '../../../../areas/k8s/from-sources.ts';
import { K8S_VERBS, type K8s, type K8sDeeds, type PodLog } from '../../../../areas/k8s/k8s.ts';
import { untold } from '../../../../core/no-source.ts';
import type { Asked, Reading } from '../../../../core/reading.ts';
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
import { contractDeeds, deedsOf, verbsAmong } from './changes.ts';
import { ACT_ON_WORKLOAD, CONTRACT, DEPLOYMENTS, POD_LOG } from './contract.ts';
import { createQuestions } from './contract-source.ts';
import { createOverride, listIn, present } from './overrides.ts';
import { createChoice, type McpAreaOptions } from './select-source.ts';
import type { Telling } from './source.ts';

const { status, namespaces, pods, services, events, nodes } = CONTRACT.k8s;

/** The Kubernetes cluster, as an MCP server tells it. */
export function createMcpK8s(options: McpAreaOptions): K8s {
  const { server, clock, overrides = {} } = options;
  const override = createOverride(server, clock, overrides);
  const own = {
    status: override('status', status.shape),
    namespaces: override('namespaces', namespaces.shape),
    pods: override('pods', pods.shape),
    services: override('services', services.shape),
    events: override('events', events.shape),
    nodes: override('nodes', nodes.shape),
  };
  const ask = createQuestions(server, clock);

  const choice = createChoice<K8s>(options, 'k8s', {
    contract: () =>
      assembleK8s(
        present({
          status: own.status ?? (() => ask(status)),
          namespaces: own.namespaces ?? (() => ask(namespaces)),
          pods: listIn(own.pods ?? (() => ask(pods)), (it) => it.pods),
          services: listIn(own.services ?? (() => ask(services)), (it) => it.services),
          events: listIn(own.events ?? (() => ask(events)), (it) => it.events),
          nodes: listIn(own.nodes ?? (() => ask(nodes)), (it) => it.nodes),
          deployments: listIn(
            () => ask(DEPLOYMENTS),
            (it) => it.deployments,
          ),
          log: ({ namespace, name }: Parameters<NonNullable<K8s['log']>>[0]) =>
            ask(POD_LOG, { namespace, name }),
          deeds: contractDeeds(server, ACT_ON_WORKLOAD, K8S_VERBS),
        }),
        server.service,
      ),
    telling: (telling: Telling) => {
      const sources = {
        status: own.status,
        namespaces: own.namespaces,
        namespaceNames: telling.list('namespaces', readName),
        pods: listIn(own.pods, (it) => it.pods) ?? telling.list('pods', readPod),
        nodes: listIn(own.nodes, (it) => it.nodes) ?? telling.list('nodes', readClusterNode),
        usage: telling.list('usage', readNodeUsage),
        services:
          listIn(own.services, (it) => it.services) ?? telling.list('services', readService),
        events: listIn(own.events, (it) => it.events) ?? telling.list('events', readClusterEvent),
        deployments: telling.list('deployments', readDeployment),
        deeds: deedsFrom(telling),
        log: logFrom(telling),
      };
      return assembleK8s(present(sources), server.service);
    },
  });

  const deeds = deedsOf(choice, server);

  return {
    status: () => choice((k8s) => k8s.status(), 'status'),
    namespaces: () => choice((k8s) => k8s.namespaces(), 'namespaces'),
    pods: () => choice((k8s) => k8s.pods(), 'pods'),
    services: () => choice((k8s) => k8s.services(), 'services'),
    events: () => choice((k8s) => k8s.events(), 'events'),
    nodes: () => choice((k8s) => k8s.nodes(), 'nodes'),
    deployments: () => choice((k8s) => k8s.deployments(), 'deployments'),
    deeds: {
      verbs: (namespace) => deeds.verbs((it) => it.verbs(namespace)),
      act: (wish) => deeds.act(wish.verb, (it) => it.act(wish)),
    },
    log: (pod) =>
      choice<Reading<PodLog>>(async (k8s) => k8s.log?.(pod) ?? err(untold(server.service, 'logs'))),
  };
}

function deedsFrom({ actions }: Telling): K8sDeeds | undefined {
  return (
    actions && {
      verbs: () => verbsAmong(K8S_VERBS, actions),
      act: ({ verb, ...target }) => actions.act(verb, target),
    }
  );
}

function logFrom({ log }: Telling): K8s['log'] | undefined {
  return (
    log &&
    (async ({ namespace, name }): Asked<PodLog> => {
      const answer = await log({ namespace, name });
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, value: readPodLog(answer.value.value) } };
    })
  );
}
