import { isIP } from 'node:net';
import { type SearchEntry, subjectOf } from '../shared/area.ts';
import { idOfDeployment, idOfPod, idOfService } from './format.ts';
import type { ClusterNode, Deployment, K8sService, Pod } from './k8s.ts';
import { cronJobOf, shortPodNames } from './pod-names.ts';

/** Excludes `None`, the cluster IP of a headless service. */
const isAddress = (text: string): boolean => isIP(text) > 0;

interface Lists {
  readonly deployments?: readonly Deployment[] | undefined;
  readonly pods?: readonly Pod[] | undefined;
  readonly services?: readonly K8sService[] | undefined;
  readonly nodes?: readonly ClusterNode[] | undefined;
}

/** Returns search entries for all named objects of a cluster. */
export const entriesOf = (lists: Lists): readonly SearchEntry[] => {
  const { deployments = [], pods = [], services = [], nodes = [] } = lists;
  const nameOf = shortPodNames(pods);
  return [
    ...deployments.map((deployment) => ({
      name: deployment.name,
      text: `Deployment ${deployment.name} ${deployment.ready}/${deployment.wanted}`,
      opens: deploymentLocation(deployment),
    })),
    ...pods.map((pod) => ({
      name: pod.name,
      shortName: nameOf(pod),
      text: `Pod ${nameOf(pod)} ${pod.status}`,
      opens: podLocation(pod),
      keptAs: podLocation({ ...pod, name: cronJobOf(pod.name) ?? pod.name }),
    })),
    ...services.map((service) => ({
      name: service.name,
      aliases: [service.externalIp ?? '', service.clusterIp ?? ''].filter(isAddress),
      text: `Service ${service.name}`,
      opens: { screen: 'k8s.service', subject: idOfService(service) },
    })),
    ...[...new Set(pods.map(({ namespace }) => namespace))].map((name) => ({
      name,
      text: `Namespace ${name}`,
      opens: { screen: 'k8s.namespace', subject: name },
    })),
    ...nodes.map(({ name }) => ({
      name,
      text: `K8s node ${name}`,
      opens: { screen: 'k8s.node', subject: name },
    })),
  ];
};

/** Returns the number of ready pods of each deployment by its inventory subject. */
export const readyPods = (deployments: readonly Deployment[]): ReadonlyMap<string, number> =>
  new Map(
    deployments.map(
      (deployment) => [subjectOf(deploymentLocation(deployment)), deployment.ready] as const,
    ),
  );

export const deploymentLocation = (deployment: Deployment) => ({
  screen: 'k8s.deployment',
  subject: idOfDeployment(deployment),
});

export const podLocation = (pod: Pod) => ({ screen: 'k8s.pod', subject: idOfPod(pod) });
