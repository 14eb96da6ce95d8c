import type { createPods, Rollout } from './kubernetes-pods.ts';
import type { Heard, Said } from './serve.ts';

/** Two deployments: `web`, which can be scaled, and `kino`, whose pods are replaced when it is restarted. */
export function createDeployments(
  metadata: (name: string, namespace?: string) => object,
  pods: ReturnType<typeof createPods>,
  rollout: Rollout,
) {
  const all = [
    { name: 'web', namespace: 'default', replicas: 1, generation: 1, observed: 1 },
    { name: 'kino', namespace: 'media', replicas: 1, generation: 4, observed: 4 },
  ];
  type Deployment = (typeof all)[number];

  const scale = ({ name, namespace, replicas }: Deployment) => ({
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: metadata(name, namespace),
    spec: { replicas },
    status: { replicas, selector: `app=${name}` },
  });
  const deployment = ({ name, namespace, replicas, generation, observed }: Deployment) => ({
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: { ...metadata(name, namespace), generation },
    spec: { replicas, selector: {}, template: { metadata: {}, spec: {} } },
    status: {
      observedGeneration: observed,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
    },
  });
  const table = () => ({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '1' },
    columnDefinitions: ['Name', 'Ready'].map((name) => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: 0,
    })),
    rows: all.map((it) => ({
      cells: [it.name, `${it.replicas}/${it.replicas}`],
      object: deployment(it),
    })),
  });
  const list = () => ({
    kind: 'DeploymentList',
    apiVersion: 'apps/v1',
    metadata: { resourceVersion: '1' },
    items: all.map(deployment),
  });

  function told(it: Deployment): void {
    it.generation += 1;
    if (rollout !== 'never') it.observed = it.generation;
  }

  function rescale(it: Deployment, { method, body }: Heard): Said {
    const [, wanted] = /"replicas":(\d+)/.exec(body) ?? [];
    if (method !== 'GET' && wanted !== undefined) {
      it.replicas = Number(wanted);
      told(it);
    }
    return { json: scale(it) };
  }

  function patch(it: Deployment, { method, body }: Heard): Said {
    if (method === 'PATCH' && body.includes('restartedAt')) {
      told(it);
      pods.replace(`${it.name}-`, `${it.name}-bf6d8c7b9${it.generation}`);
    }
    return { json: deployment(it) };
  }

  return (heard: Heard): Said | undefined => {
    const { path, headers } = heard;
    if (path.endsWith('/deployments')) {
      return { json: headers.accept?.includes('as=Table') ? table() : list() };
    }
    const [, name, part] = /\/deployments\/([^/]+)(\/scale)?$/.exec(path) ?? [];
    const it = all.find((known) => known.name === name);
    if (!it) return undefined;
    return part ? rescale(it, heard) : patch(it, heard);
  };
}
