import { isIP } from 'node:net';
import { subjectOf, type Thing } from '../shared/area.ts';
import { idOfDeployment, idOfPod, idOfService } from './format.ts';
import type { ClusterNode, Deployment, Pod, Service } from './k8s.ts';
import { cronJobOf, shortPodNames } from './pod-names.ts';

/** `None` is no address. */
const isAddress = (text: string): boolean => isIP(text) > 0;

interface Lists {
  readonly deployments?: readonly Deployment[] | undefined;
  readonly pods?: readonly Pod[] | undefined;
  readonly services?: readonly Service[] | undefined;
  readonly nodes?: readonly ClusterNode[] | undefined;
}

/** Everything in a cluster that has a name. */
export const thingsOf = (lists: Lists): readonly Thing[] => {
  const { deployments = [], pods = [], services = [], nodes = [] } = lists;
  const nameOf = shortPodNames(pods);
  return [
    ...deployments.map((deployment) => ({
      name: deployment.name,
      text: `Deployment ${deployment.name} ${deployment.ready}/${deployment.wanted}`,
      opens: placeOfDeployment(deployment),
    })),
    ...pods.map((pod) => ({
      name: pod.name,
      shortName: nameOf(pod),
      text: `Pod ${nameOf(pod)} ${pod.status}`,
      opens: placeOfPod(pod),
      keptAs: placeOfPod({ ...pod, name: cronJobOf(pod.name) ?? pod.name }),
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

/** How many pods of each deployment are ready, under its subject in the inventory. */
export const readyPods = (deployments: readonly Deployment[]): ReadonlyMap<string, number> =>
  new Map(deployments.map((it) => [subjectOf(placeOfDeployment(it)), it.ready] as const));

export const placeOfDeployment = (deployment: Deployment) => ({
  screen: 'k8s.deployment',
  subject: idOfDeployment(deployment),
});

export const placeOfPod = (pod: Pod) => ({ screen: 'k8s.pod', subject: idOfPod(pod) });
