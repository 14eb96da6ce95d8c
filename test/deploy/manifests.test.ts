import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PrometheusRule,
  ServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment';
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap';
import { validate as namespace } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Namespace';
import { validate as claim } from 'kubernetes-models/_schemas/IoK8sApiCoreV1PersistentVolumeClaim';
import { validate as secret } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Secret';
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service';
import { validate as serviceAccount } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount';
import { validate as ingress } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress';
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy';
import { validate as disruptionBudget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget';
import { validate as clusterRole } from 'kubernetes-models/_schemas/IoK8sApiRbacV1ClusterRole';
import { validate as clusterRoleBinding } from 'kubernetes-models/_schemas/IoK8sApiRbacV1ClusterRoleBinding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Environment } from '../../src/config/environment.ts';

const ROOT = join(import.meta.dirname, '../..');

const hasKubectl = ((): boolean => {
  try {
    return execFileSync('kubectl', ['version', '--client']).length > 0;
  } catch {
    return false;
  }
})();
const isSkipped = !hasKubectl && process.env['CI'] === undefined;
if (isSkipped) process.stderr.write('manifests are not rendered here: kubectl is missing\n');

type Check = (manifest: Manifest) => boolean;

/** By the definitions of the Prometheus operator, which throw at what is wrong. */
const isSound =
  (Model: new () => { validate(): void }): Check =>
  (manifest) => {
    Object.assign(new Model(), manifest).validate();
    return true;
  };

const Data = z.looseObject({ data: z.record(z.string(), z.string()) });

/** Kubernetes reads a long value in several lines, as kustomize writes it; its schema does not. */
function withoutBreaks(manifest: Manifest): object {
  const { data, ...rest } = Data.parse(manifest);
  const lines = Object.entries(data).map(
    ([key, value]) => [key, value.replaceAll('\n', '')] as const,
  );
  return { ...rest, data: Object.fromEntries<string>(lines) };
}

/** By the schemas of Kubernetes' own OpenAPI document. */
const CHECKS: Readonly<Record<string, Check>> = {
  ClusterRole: clusterRole,
  ClusterRoleBinding: clusterRoleBinding,
  ConfigMap: configMap,
  Deployment: deployment,
  Ingress: ingress,
  Namespace: namespace,
  NetworkPolicy: networkPolicy,
  PersistentVolumeClaim: claim,
  PodDisruptionBudget: disruptionBudget,
  PrometheusRule: isSound(PrometheusRule),
  Secret: (manifest) => secret(withoutBreaks(manifest)),
  Service: service,
  ServiceAccount: serviceAccount,
  ServiceMonitor: isSound(ServiceMonitor),
};

const Manifest = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
type Manifest = z.infer<typeof Manifest>;

const Routes = z.object({
  rules: z.array(z.object({ http: z.object({ paths: z.array(z.object({ path: z.string() })) }) })),
});

const Rules = z.object({
  rules: z.array(z.object({ resources: z.array(z.string()), verbs: z.array(z.string()) })),
});

const OneProcess = z.object({
  spec: z.object({
    replicas: z.literal(1),
    strategy: z.object({ type: z.literal('Recreate') }),
  }),
});

const Pod = z.object({
  spec: z.object({
    template: z.object({
      spec: z.looseObject({
        automountServiceAccountToken: z.boolean(),
        securityContext: z.looseObject({
          runAsNonRoot: z.literal(true),
          seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
        }),
        containers: z.tuple([
          z.looseObject({
            env: z.array(z.object({ name: z.string() })),
            livenessProbe: z.looseObject({
              httpGet: z.object({ path: z.literal('/health/live'), port: z.string() }),
            }),
            readinessProbe: z.looseObject({
              httpGet: z.object({ path: z.literal('/health/ready'), port: z.string() }),
            }),
            resources: z.object({
              requests: z.object({ cpu: z.string(), memory: z.string() }),
              limits: z.object({ memory: z.string() }),
            }),
            securityContext: z.object({
              allowPrivilegeEscalation: z.literal(false),
              readOnlyRootFilesystem: z.literal(true),
              capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
            }),
          }),
        ]),
      }),
    }),
  }),
});

const LABELS = { 'app.kubernetes.io/name': 'sms-relay' };

/** The process ends itself after so long. */
const MAX_STOP_SECONDS = 10;

const Shared = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([z.object({ env: z.array(z.looseObject({ name: z.string() })) })]),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});

const Stop = z.object({
  template: z.object({
    spec: z.object({
      terminationGracePeriodSeconds: z.number(),
      containers: z.tuple([
        z.object({
          lifecycle: z.object({
            preStop: z.object({ exec: z.object({ command: z.array(z.string()) }) }),
          }),
        }),
      ]),
    }),
  }),
});

describe.skipIf(isSkipped)('the manifests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  beforeAll(() => {
    cpSync(join(ROOT, 'k8s'), folder, { recursive: true });
    for (const name of ['site/secret.env', 'overlays/replicas/database.env'])
      copyFileSync(join(folder, `${name}.example`), join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const render = (path: string): readonly Manifest[] =>
    parseAllDocuments(
      execFileSync('kubectl', ['kustomize', join(folder, path)], { encoding: 'utf8' }),
    ).map((it) => Manifest.parse(it.toJS()));

  const one = (path: string, kind: string): Manifest => {
    const [found] = render(path).filter((it) => it.kind === kind);
    if (!found) throw new Error(`no ${kind} in ${path}`);
    return found;
  };

  const ALONE = ['', 'overlays/demo', 'overlays/actions', 'overlays/monitoring'];

  test.for([...ALONE, 'overlays/replicas'])(
    'of k8s/%s keep to the schemas of Kubernetes, and to its restricted pods',
    (path) => {
      const manifests = render(path);
      for (const manifest of manifests) {
        const { kind, metadata } = manifest;
        expect(CHECKS[kind]?.(manifest), `${kind} ${metadata.name}`).toBe(true);
      }
      expect(Pod.safeParse(one(path, 'Deployment')).error).toBeUndefined();
    },
  );

  test.for(ALONE)('of k8s/%s start one process: its database has one writer', (path) => {
    expect(OneProcess.safeParse(one(path, 'Deployment')).error).toBeUndefined();
    expect(one(path, 'PersistentVolumeClaim').metadata.name).toBe('sms-relay-data');
  });

  test('of the replicas share a PostgreSQL and nothing else', () => {
    const deployment = one('overlays/replicas', 'Deployment');
    const { spec } = Shared.parse(deployment).spec.template;
    const [database] = spec.containers[0].env.filter(({ name }) => name === 'DATABASE_URL');
    const [secret] = render('overlays/replicas').filter(
      ({ kind, metadata }) => kind === 'Secret' && metadata.name.startsWith('sms-relay-database-'),
    );
    expect(database).toEqual({
      name: 'DATABASE_URL',
      valueFrom: { secretKeyRef: { name: secret?.metadata.name, key: 'DATABASE_URL' } },
    });
    const url = Buffer.from(Data.parse(secret).data['DATABASE_URL'] ?? '', 'base64').toString();
    expect(url).toMatch(/^postgres:\/\/.+:5432\/relay\?sslmode=verify-full$/);
    expect(spec.volumes.map(({ name }) => name)).toEqual(['secrets']);
    const kinds = render('overlays/replicas').map(({ kind }) => kind);
    expect(kinds).not.toContain('PersistentVolumeClaim');
    const [, policy] = render('overlays/replicas').filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policy?.['spec']).toMatchObject({
      podSelector: { matchLabels: LABELS },
      ...{ policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'TCP', port: 5432 }] }] },
    });
  });

  test('of the replicas never leave fewer than two of them, and none that still gets texts', () => {
    const { spec } = one('overlays/replicas', 'Deployment');
    expect(spec).toMatchObject({
      replicas: 3,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: { topologySpreadConstraints: [{ labelSelector: { matchLabels: LABELS } }] },
      },
    });
    expect(one('overlays/replicas', 'PodDisruptionBudget')['spec']).toEqual({
      ...{ maxUnavailable: 1, selector: { matchLabels: LABELS } },
    });
    const { terminationGracePeriodSeconds: grace, containers } = Stop.parse(spec).template.spec;
    const [, seconds = ''] = containers[0].lifecycle.preStop.exec.command;
    expect(grace).toBeGreaterThanOrEqual(Number(seconds) + MAX_STOP_SECONDS);
  });

  test('name only variables that the relay knows', () => {
    const known = Object.keys(Environment.shape);
    const { spec } = Pod.parse(one('', 'Deployment'));
    const names = [
      ...spec.template.spec.containers[0].env.map(({ name }) => name),
      ...Object.keys(
        z.object({ data: z.record(z.string(), z.string()) }).parse(one('', 'ConfigMap')).data,
      ),
      ...Object.keys(
        z.object({ data: z.record(z.string(), z.string()) }).parse(one('', 'Secret')).data,
      ),
      ...Object.keys(
        z
          .object({ data: z.record(z.string(), z.string()) })
          .parse(one('overlays/demo', 'ConfigMap')).data,
      ),
    ];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('mount a Secret of files where the configuration may refer to them, also where there is none', () => {
    const Mounted = z.object({
      spec: z.object({
        template: z.object({
          spec: z.object({
            containers: z.tuple([z.object({ volumeMounts: z.array(z.unknown()) })]),
            volumes: z.array(z.unknown()),
          }),
        }),
      }),
    });
    const { spec } = Mounted.parse(one('', 'Deployment')).spec.template;
    expect(spec.containers[0].volumeMounts).toContainEqual({
      ...{ name: 'secrets', mountPath: '/run/secrets/sms-relay', readOnly: true },
    });
    expect(spec.volumes).toContainEqual({
      name: 'secrets',
      secret: { secretName: 'sms-relay-files', optional: true, defaultMode: 0o440 },
    });
  });

  test('let Prometheus in with the token of the secret, and the internet to the webhook only', () => {
    const { metadata } = one('overlays/monitoring', 'Secret');
    const monitor = one('overlays/monitoring', 'ServiceMonitor');
    expect(monitor['spec']).toMatchObject({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'sms-relay' } },
      endpoints: [
        {
          ...{ port: 'http', path: '/metrics' },
          authorization: {
            type: 'Bearer',
            credentials: { name: metadata.name, key: 'METRICS_TOKEN' },
          },
        },
      ],
    });
    const { metadata: about } = one('overlays/monitoring', 'Service');
    expect(about['labels']).toMatchObject({ 'app.kubernetes.io/name': 'sms-relay' });
    const { rules } = Routes.parse(one('overlays/monitoring', 'Ingress')['spec']);
    expect(rules.flatMap(({ http }) => http.paths.map(({ path }) => path))).toEqual(['/sms']);
  });

  test('hand the dashboard to the sidecar of Grafana', () => {
    const [found] = render('overlays/monitoring').filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'sms-relay-dashboard',
    );
    expect(found?.metadata['labels']).toMatchObject({ grafana_dashboard: '1' });
    const { data } = z.object({ data: z.object({ 'dashboard.json': z.string() }) }).parse(found);
    expect(JSON.parse(data['dashboard.json'])).toMatchObject({ uid: 'sms-relay' });
  });

  test('let the relay read, and change only what the actions overlay says', () => {
    const verbs = (path: string) =>
      render(path)
        .filter(({ kind }) => kind === 'ClusterRole')
        .flatMap((role) => Rules.parse(role).rules);
    const readers = verbs('');
    expect(new Set(readers.flatMap((rule) => rule.verbs))).toEqual(new Set(['get', 'list']));
    expect(readers.flatMap(({ resources }) => resources)).not.toContain('secrets');
    const writers = verbs('overlays/actions').filter((rule) =>
      rule.verbs.some((it) => !['get', 'list'].includes(it)),
    );
    expect(writers).toEqual([
      expect.objectContaining({ resources: ['pods'], verbs: ['delete'] }),
      expect.objectContaining({ resources: ['deployments'], verbs: ['patch'] }),
      expect.objectContaining({ resources: ['deployments/scale'], verbs: ['get', 'patch'] }),
    ]);
    expect(render('overlays/demo').some(({ kind }) => kind.startsWith('ClusterRole'))).toBe(false);
  });
});

test('the compose file locks the relay in, and hands it every variable of .env', () => {
  const Locked = z.looseObject({
    read_only: z.literal(true),
    cap_drop: z.tuple([z.literal('ALL')]),
    environment: z.record(z.string(), z.unknown()).default({}),
    volumes: z.array(z.string()).default([]),
  });
  const Compose = z.object({ services: z.record(z.string(), Locked) });
  const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const { services } = Compose.parse(parse(text, { merge: true }));
  const names = (service: string) => Object.keys(services[service]?.environment ?? {});
  const known = Object.keys(Environment.shape);
  const settled = ['DEMO', 'HOST']; // by the service, and by the image
  for (const service of ['relay', 'sandbox', 'replica']) {
    expect(names(service).toSorted()).toEqual(
      known.filter((name) => !settled.includes(name)).toSorted(),
    );
  }
  for (const service of ['relay', 'sandbox']) {
    expect(services[service]?.volumes).toEqual([
      'data:/data',
      `\${RELAY_SECRETS:-secrets}:/run/secrets:ro`,
    ]);
  }
  expect(names('demo').filter((name) => !known.includes(name))).toEqual([]);
});

test('the compose file starts three relays on one PostgreSQL, and a proxy in front of them', () => {
  const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const Service = z.looseObject({ profiles: z.array(z.string()).default([]) });
  const { services, networks } = z
    .object({
      services: z.record(z.string(), Service),
      networks: z.record(z.string(), z.unknown()),
    })
    .parse(parse(text, { merge: true }));
  const started = Object.entries(services).filter(([, it]) => it.profiles.includes('replicas'));
  expect(started.map(([name]) => name)).toEqual(['replica', 'postgres', 'proxy']);
  const { replica, postgres, proxy } = services;
  expect(replica).toMatchObject({
    ...{ scale: 3, networks: ['default', 'database'], depends_on: ['postgres'] },
    environment: {
      DATABASE_URL: `postgres://relay:\${POSTGRES_PASSWORD:-}@postgres:5432/relay`,
    },
  });
  expect(replica).not.toHaveProperty('ports'); // three of them cannot have the same one
  expect(postgres).toMatchObject({
    ...{ networks: ['database'], volumes: ['postgres:/var/lib/postgresql/data'] },
    environment: { POSTGRES_USER: 'relay', POSTGRES_DB: 'relay' },
  });
  expect(networks['database']).toEqual({ internal: true });
  expect(proxy).toMatchObject({
    ...{ build: 'scripts/replicas-proxy', depends_on: ['replica'] },
    ports: [`\${RELAY_PORT:-8000}:8000`],
  });
});
