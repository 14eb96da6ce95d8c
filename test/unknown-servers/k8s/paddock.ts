import { counts, finds, lists, marks, type Stranger } from '../item.ts';
import { failing, text } from '../unknown-server.ts';

const PODS: Readonly<Record<string, string>> = {
  infra: `Found 2 pods in infra:
NAME                      READY   STATUS    RESTARTS   AGE
cert-manager-0            1/1     Running   0          9d
external-dns-0            1/1     Running   5          9d`,
  games: `Found 1 pods in games:
NAME                      READY   STATUS             RESTARTS   AGE
valheim-0                 0/1     CrashLoopBackOff   91         2d`,
};

/** Asks for a namespace, and prints what kubectl prints. */
export const paddock: Stranger = {
  product: 'paddock',
  area: 'k8s',
  habit: 'plain',
  tools: [
    { name: 'getNamespaces', answer: () => text('["infra","games"]') },
    {
      name: 'getPods',
      properties: { namespace: { type: 'string' } },
      required: ['namespace'],
      answer: ({ namespace }) => {
        const table = PODS[String(namespace)];
        return table === undefined
          ? failing(`namespace ${String(namespace)} not found`)
          : text(table);
      },
    },
    {
      name: 'getNodes',
      answer: () =>
        text(
          'NAME      STATUS   ROLES           AGE   VERSION\npaddock   Ready    control-plane   99d   v1.30.2\n',
        ),
    },
    { name: 'getUnhealthyPods', answer: () => text(PODS['games'] ?? '') },
  ],
  world: {
    counts: {
      pod: 3,
      pending: 0,
      failed: 1,
      node: 1,
      namespace: 2,
      deployment: 1,
      service: 2,
      event: 2,
    },
    rows: ['cert-manager', 'external-dns', 'valheim', 'paddock'],
    troubles: ['valheim', 'games'],
  },
  items: [
    counts(3, 'pod', '3', { habit: 'required arguments' }),
    counts(1, 'failed', '3'),
    counts(3, 'pod', '3p', { habit: 'required arguments' }),
    marks('valheim-0', '3p'),
    counts(1, 'node', '3n'),
    counts(2, 'namespace', '3d', { habit: 'required arguments' }),
    lists(['cert-manager-0', 'external-dns-0', 'valheim-0'], '3p', { habit: 'narrower tools' }),
    finds('external-dns-0', /Pod external-dns-0\nRunning/),
    marks('valheim', 'home'),
  ],
};
