import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { failing, isReading, text } from '../unknown-server.ts';

const table = (...lines: readonly string[]): string => lines.join('\n');

const ALL: Readonly<Record<string, string>> = {
  pods: table(
    'NAMESPACE   NAME                        READY   STATUS             RESTARTS         AGE',
    'media       navidrome-7d9f6c5b4-qx7zk   1/1     Running            0                12d',
    'media       tdarr-0                     1/2     CrashLoopBackOff   14 (2m30s ago)   3h',
    'auth        authelia-5c7d8f9b6-m4n2p    1/1     Running            3 (9d ago)       40d',
    'auth        migrate-28811520-h8j2k      0/1     Completed          0                7h',
    'backup      restic-0                    0/1     Init:0/2           0                25m',
    'backup      minio-0                     1/1     Running            0                40d',
  ),
  nodes: table(
    'NAME     STATUS     ROLES                  AGE    VERSION',
    'keel-1   Ready      control-plane,master   410d   v1.31.4+k3s1',
    'keel-2   NotReady   <none>                 409d   v1.31.4+k3s1',
    'keel-3   Ready      <none>                 12d    v1.31.4+k3s1',
  ),
  deployments: table(
    'NAMESPACE   NAME        READY   UP-TO-DATE   AVAILABLE   AGE',
    'media       navidrome   1/1     1            1           12d',
    'auth        authelia    1/1     1            1           40d',
  ),
  services: table(
    'NAMESPACE   NAME         TYPE           CLUSTER-IP      EXTERNAL-IP   PORT(S)             AGE',
    'default     kubernetes   ClusterIP      10.43.0.1       <none>        443/TCP             410d',
    'media       navidrome    LoadBalancer   10.43.77.4      10.5.0.80     4533:31204/TCP      12d',
    'auth        authelia     ClusterIP      10.43.12.9      <none>        9091/TCP            40d',
  ),
  events: table(
    'NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT            MESSAGE',
    'media       2m30s       Warning   BackOff   pod/tdarr-0       Back-off restarting failed container node in pod tdarr-0',
    'backup      24m         Normal    Pulling   pod/restic-0      Pulling image "restic/restic:0.17.3"',
  ),
  namespaces: table(
    'NAME      STATUS   AGE',
    'auth      Active   40d',
    'backup    Active   40d',
    'default   Active   410d',
    'media     Active   40d',
  ),
};

const CLUSTER_WIDE = ['nodes', 'namespaces'];

/** One tool that is kubectl, and looks at the namespace `default` unless told otherwise, where there is next to nothing. */
export const bosun: Stranger = {
  product: 'bosun',
  area: 'k8s',
  habit: 'required arguments',
  tools: [
    {
      name: 'kubectl_get',
      description:
        'Runs `kubectl get` and returns its table. Looks at one namespace unless all_namespaces is true.',
      ...isReading,
      properties: {
        resource: {
          type: 'string',
          description: 'One of: pods, nodes, deployments, services, events, namespaces',
        },
        namespace: { type: 'string', default: 'default' },
        all_namespaces: { type: 'boolean', default: false, description: 'Same as kubectl -A' },
      },
      required: ['resource'],
      answer: ({ resource, namespace = 'default', all_namespaces: isAll = false }) => {
        const whole = ALL[String(resource)];
        if (whole === undefined)
          return failing(`error: the server doesn't have a resource type "${String(resource)}"`);
        if (isAll === true || CLUSTER_WIDE.includes(String(resource))) return text(whole);
        const [head = '', ...rows] = whole.split('\n');
        const own = rows.filter((row) => row.startsWith(`${String(namespace)} `));
        if (own.length === 0) return text(`No resources found in ${String(namespace)} namespace.`);
        return text([head, ...own].map((row) => row.replace(/^\S+ +/, '')).join('\n'));
      },
    },
    {
      name: 'kubectl_describe',
      ...isReading,
      properties: { resource: { type: 'string' }, name: { type: 'string' } },
      required: ['resource', 'name'],
      answer: () => text('Name: x'),
    },
    {
      name: 'kubectl_apply',
      isOffLimits: true,
      properties: { manifest: { type: 'string' } },
      required: ['manifest'],
      answer: () => text('configured'),
    },
  ],
  world: {
    counts: {
      // That of a job that is done may or may not count.
      pod: [5, 6],
      pending: 1,
      failed: 1,
      node: 3,
      deployment: 2,
      service: 3,
      // Only warnings, or all of them.
      event: [1, 2],
      namespace: [3, 4],
    },
    rows: [
      ...['navidrome', 'tdarr', 'authelia', 'migrate', 'restic', 'minio', 'keel-', 'kubernetes'],
      ...['BackOff', 'Pulling', 'auth', 'backup', 'default', 'media'],
    ],
    troubles: ['tdarr', 'restic', 'keel-2', 'BackOff', 'media', 'backup'],
  },
  items: [
    says(/\b[56] pods\b/, '3', { about: 'pod' }),
    says(/! (?:tdarr-0|keel-2|1 pod failed|1 failed)/, '3'),
    says(/keel-2 not ready/, '3'),
    marks('tdarr-0', '3p'),
    lists(['navidrome', 'authelia', 'restic', 'minio'], '3p', { never: /! migrate/ }),
    counts(2, 'deployment', '3w'),
    counts(3, 'service', '3s'),
    lists(['navidrome LoadBalancer'], '3s'),
    counts(3, 'node', '3n'),
    marks('BackOff', '3e', { habit: 'other units' }),
    finds('minio-0', /Pod minio-0\nRunning/),
  ],
};
