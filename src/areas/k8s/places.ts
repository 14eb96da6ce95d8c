import type { PlacedThing } from '../../operation/placed-thing.ts';
import { subjectOf } from '../shared/area.ts';
import { podsOf } from './find.ts';
import type { Deployment, K8sStatus, Pod } from './k8s.ts';
import { deploymentLocation, podLocation } from './search-entries.ts';

const nodeSubject = (name: string): string => `k8s/node/${name}`;

const nodesOf = (pods: readonly Pod[]): readonly string[] => [
  ...new Set(pods.flatMap(({ node }) => (node === undefined ? [] : [nodeSubject(node)]))),
];

/** Returns each pod below its node, and each deployment below the nodes of its pods. */
export function placesOf({ lists = {} }: K8sStatus): readonly PlacedThing[] {
  const { nodes = [], pods = [], deployments = [] } = lists;
  const byNamespace = Map.groupBy(pods, ({ namespace }) => namespace);
  return [
    ...nodes.map(({ name }) => ({
      ...{ subject: nodeSubject(name), name, addresses: [name], parents: [] },
    })),
    ...pods.map((pod) => ({
      ...{ subject: subjectOf(podLocation(pod)), name: `${pod.namespace}/${pod.name}` },
      ...{ addresses: [], parents: nodesOf([pod]) },
    })),
    ...deployments.map((deployment) => ({
      ...{ subject: subjectOf(deploymentLocation(deployment)), name: deployment.name },
      addresses: [],
      parents: nodesOf(podsOf(deployment, byNamespace.get(deployment.namespace) ?? [])),
      ...versionOf(deployment),
    })),
  ];
}

/** The cluster counts each change of a deployment, and another number of pods is one too. */
const versionOf = ({ generation, wanted }: Deployment): Pick<PlacedThing, 'version' | 'copies'> =>
  generation === undefined ? {} : { version: String(generation), copies: wanted };
