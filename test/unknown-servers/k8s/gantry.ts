import { counts, finds, lists, marks, type Stranger } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

export const gantry: Stranger = {
  product: 'gantry',
  area: 'k8s',
  habit: 'required arguments',
  tools: [
    {
      name: 'kube_get',
      description: 'Gets resources of one kind in all namespaces.',
      properties: {
        resource: { type: 'string', enum: ['pod', 'deployment', 'service', 'node', 'event'] },
        output: { type: 'string', enum: ['json', 'wide'], default: 'wide' },
      },
      required: ['resource', 'output'],
      answer: ({ resource }) =>
        text(
          {
            pod: 'NAMESPACE   NAME        READY   STATUS    RESTARTS   AGE\niot         z2m-0       1/1     Running   0          2d\niot         nodered-0   0/1     Pending   0          2d',
            deployment:
              'NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb         site   3/3     3            3           9d',
            service:
              'NAMESPACE   NAME   TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE\nweb         site   ClusterIP   10.43.3.3     <none>        80/TCP    9d',
            node: 'NAME   STATUS   ROLES    AGE   VERSION\ncrane  Ready    master   99d   v1.31.0',
            event: 'No resources found',
          }[String(resource)] ?? 'error: unknown resource',
        ),
    },
    { name: 'kube_get_evicted_pods', answer: () => inJson([]) },
  ],
  world: {
    counts: {
      pod: 2,
      pending: 1,
      failed: 0,
      deployment: 1,
      service: 1,
      node: 1,
      event: 0,
      namespace: [1, 2],
    },
    rows: ['z2m', 'nodered', 'site', 'crane'],
    troubles: ['nodered', 'iot'],
  },
  items: [
    counts(2, 'pod', '3'),
    counts(1, 'pending', '3'),
    marks('nodered', '3p'),
    lists(['site 3/3'], '3w'),
    lists(['site ClusterIP'], '3s'),
    counts(1, 'node', '3n'),
    finds('z2m-0', /Pod z2m-0\nRunning/),
    marks('nodered', 'home'),
  ],
};
